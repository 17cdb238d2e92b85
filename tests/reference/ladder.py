#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ladder side-tuning (Sung et al. 2022) costs beside what this program has: the numbers in docs/methods.md.

Needs torch, which the tests do not:

    python tests/reference/ladder.py
    python tests/reference/ladder.py --record    (the numbers in tests/core/model/parts/LadderTest.cpp)

The methods take turns, one step each, on one thread; a step is forward, backward and AdamW over a batch of 32 texts.
Times are the thread's own: medians, also relative to Houlsby adapters. Memory is what autograd keeps for the backward
pass and the gradients and moments of the trained tensors. `cached` reads hidden states of the frozen encoder that were
computed before: the last one (head), that below the trained layers (upper third), or those of every layer (ladder).
"""
import argparse
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F

SHAPES = {"built-in": dict(layers=4, hidden=128, heads=4), "MiniLM": dict(layers=6, hidden=384, heads=12)}
BATCH, CLASSES, M, RANK, REDUCTION = 32, 2, 16, 8, 8


class Attention(nn.Module):
    def __init__(self, d, heads, rank=0):
        super().__init__()
        self.heads = heads
        self.products = nn.ModuleDict({name: nn.Linear(d, d) for name in ("query", "key", "value", "output")})
        self.updates = nn.ModuleDict({
            name: nn.Sequential(nn.Linear(d, rank, bias=False), nn.Linear(rank, d, bias=False))
            for name in ("query", "value") if rank})

    def product(self, name, x):
        y = self.products[name](x)
        return y + self.updates[name](x) if name in self.updates else y

    def forward(self, x):
        texts, length, d = x.shape
        q, k, v = (self.product(name, x).view(texts, length, self.heads, -1).transpose(1, 2)
                   for name in ("query", "key", "value"))
        mixed = torch.softmax(q @ k.transpose(2, 3) / (d // self.heads) ** 0.5, -1) @ v
        return self.products["output"](mixed.transpose(1, 2).reshape(texts, length, d))


def bottleneck(d):
    return nn.Sequential(nn.Linear(d, M), nn.GELU(), nn.Linear(M, d))


class Layer(nn.Module):
    """A layer of BERT, with adapters or LoRA if given."""

    def __init__(self, d, heads, adapters=False, rank=0):
        super().__init__()
        self.attention = Attention(d, heads, rank)
        self.ffn = nn.Sequential(nn.Linear(d, 4 * d), nn.GELU(), nn.Linear(4 * d, d))
        self.norms = nn.ModuleList(nn.LayerNorm(d) for _ in range(2))
        self.adapters = nn.ModuleList(bottleneck(d) for _ in range(2 if adapters else 0))

    def forward(self, x):
        for part, (block, norm) in enumerate(zip((self.attention, self.ffn), self.norms)):
            y = block(x)
            x = norm(x + (y + self.adapters[part](y) if self.adapters else y))
        return x


class Encoder(nn.Module):
    def __init__(self, shape, **parts):
        super().__init__()
        self.layers = nn.ModuleList(Layer(shape["hidden"], shape["heads"], **parts) for _ in range(shape["layers"]))

    def forward(self, x, first=0):
        states = [x]
        for layer in self.layers[first:]:
            states.append(layer(states[-1]))
        return states


class Ladder(nn.Module):
    """Small layers, each of which reads a gated mixture of the one below and of the encoder's state, made narrower."""

    def __init__(self, shape, m=None):
        super().__init__()
        d, layers = shape["hidden"], shape["layers"]
        m = m or d // REDUCTION
        self.down = nn.ModuleList(nn.Linear(d, m) for _ in range(layers + 1))
        self.gates = nn.Parameter(torch.zeros(layers))
        self.layers = nn.ModuleList(Layer(m, shape["heads"]) for _ in range(layers))
        self.up = nn.Linear(m, d)

    def forward(self, states):
        x = self.down[0](states[0])
        for layer, down, gate, state in zip(self.layers, self.down[1:], self.gates, states[1:]):
            mix = torch.sigmoid(gate / 0.1)
            x = layer(mix * down(state) + (1 - mix) * x)
        return self.up(x)


class Method:
    """One way of training: what `frozen` makes of the embeddings without gradients, `train` and the head read."""

    def __init__(self, shape, trained, frozen, train):
        self.head = nn.Linear(shape["hidden"], CLASSES)
        self.parameters = [*trained, *self.head.parameters()]
        for tensor in self.parameters:
            tensor.requires_grad_(True)
        self.frozen, self.train = frozen, train
        self.optimizer = torch.optim.AdamW(self.parameters, lr=1e-3)

    def step(self, x, labels):
        with torch.no_grad():
            x = self.frozen(x)
        loss = F.cross_entropy(self.head(self.train(x).mean(1)), labels)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


def without_gradients(module):
    return module.requires_grad_(False)


def methods(shape, embedded):
    plain = without_gradients(Encoder(shape))
    with torch.no_grad():
        known = plain(embedded)          # a batch copies what it reads, as from a cache
    upper = shape["layers"] - max(1, shape["layers"] // 3)

    def houlsby(first):
        encoder = without_gradients(Encoder(shape, adapters=True))
        trained = [tensor for layer in encoder.layers[first:] for part in (layer.adapters, layer.norms)
                   for tensor in part.parameters()]
        return encoder, trained

    def last(encoder, first=0):
        return lambda x: encoder(x, first)[-1]

    full, (adapted, adapters), (topped, top) = Encoder(shape), houlsby(0), houlsby(upper)
    lora = without_gradients(Encoder(shape, rank=RANK))
    updates = [tensor for layer in lora.layers for tensor in layer.attention.updates.parameters()]
    ladders = [Ladder(shape), Ladder(shape)]
    return {
        "full": Method(shape, full.parameters(), lambda x: x, last(full)),
        "houlsby:m=16": Method(shape, adapters, lambda x: x, last(adapted)),
        "lora:r=8": Method(shape, updates, lambda x: x, last(lora)),
        "houlsby, upper third, cached": Method(shape, top, lambda x: known[upper].clone(), last(topped, upper)),
        "head, cached": Method(shape, [], lambda x: known[-1].clone(), lambda x: x),
        "ladder": Method(shape, ladders[0].parameters(), plain, ladders[0]),
        "ladder, cached": Method(shape, ladders[1].parameters(), lambda x: [state.clone() for state in known],
                                 ladders[1]),
    }


def kept_bytes(method, x, labels):
    """What a step keeps for the backward pass, without the model's weights, and what training adds to these."""
    sizes = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        is_weight = isinstance(tensor if tensor._base is None else tensor._base, nn.Parameter)
        if not is_weight:
            sizes[storage.data_ptr()] = storage.nbytes()
        return tensor

    with torch.no_grad():
        x = method.frozen(x)
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        loss = F.cross_entropy(method.head(method.train(x).mean(1)), labels)
    del loss
    return sum(sizes.values()) + sum(3 * 4 * tensor.numel() for tensor in method.parameters)


def waves(shape, k):
    """What the test fills its tensors with too: sin(0.7 k + 1.3 i) / 2 for entry i of tensor k."""
    count = torch.tensor(shape).prod().item()
    return torch.sin(0.7 * k + 1.3 * torch.arange(count, dtype=torch.float64)).reshape(shape) / 2


def record():
    """Prints what a ladder of width 4 makes of three hidden states, d = 8, of two texts of 3 and 2 tokens."""
    d, layers = 8, 2
    ladder = Ladder(dict(layers=layers, hidden=d, heads=2), 4).double()
    tensors = iter(range(100))

    def fill(*parts):
        """The parts are the rows of one tensor of the program's."""
        rows = [len(part) for part in parts]
        for part, own in zip(parts, waves((sum(rows), *parts[0].shape[1:]), next(tensors)).split(rows)):
            part.copy_(own)

    def fill_modules(*modules):
        fill(*(module.weight for module in modules))
        fill(*(module.bias for module in modules))

    with torch.no_grad():
        for down in ladder.down:
            fill_modules(down)
        fill(ladder.gates)
        ladder.gates /= 4
        for layer in ladder.layers:
            products = layer.attention.products
            fill_modules(*(products[name] for name in ("query", "key", "value")))
            for module in (products["output"], layer.norms[0], layer.ffn[0], layer.ffn[2], layer.norms[1]):
                fill_modules(module)
            for norm in layer.norms:
                norm.eps = 1e-12
        fill_modules(ladder.up)
        states = [waves((5, d), 100 + state) for state in range(layers + 1)]
        texts = [ladder([state[None, first:end] for state in states])[0] for first, end in ((0, 3), (3, 5))]
    for row in torch.cat(texts):
        print(", ".join(f"{entry:.12f}" for entry in row) + ",")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--record", action="store_true")
    given = arguments.parse_args()
    if given.record:
        return record()
    rounds = given.rounds
    torch.set_num_threads(1)
    torch.manual_seed(0)
    for name, shape in SHAPES.items():
        for length in (24, 128):
            x = torch.randn(BATCH, length, shape["hidden"])
            labels = torch.randint(0, CLASSES, (BATCH,))
            all_methods = methods(shape, x)
            times = {each: [] for each in all_methods}
            for turn in range(rounds + 1):
                for each, method in all_methods.items():
                    start = time.thread_time()
                    method.step(x, labels)
                    if turn > 0:
                        times[each].append(time.thread_time() - start)
            medians = {each: statistics.median(seconds) for each, seconds in times.items()}
            memory = {each: kept_bytes(method, x, labels) for each, method in all_methods.items()}
            print(f"{name}, {BATCH} texts of {length} tokens")
            for each, method in all_methods.items():
                trained = sum(tensor.numel() for tensor in method.parameters)
                print(f"  {each:30} {trained:>10,} trained  {1e3 * medians[each]:8.2f} ms  "
                      f"time {medians[each] / medians['houlsby:m=16']:5.2f}  {memory[each] / 2**20:8.2f} MB  "
                      f"memory {memory[each] / memory['houlsby:m=16']:5.3f}", flush=True)


if __name__ == "__main__":
    main()
