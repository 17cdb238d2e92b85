#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten steps of training with AdapterHub's `adapters` and with PEFT, for tests/core/training/TrajectoryTest.cpp.

Needs torch, transformers 4.57.6, adapters 1.3.0 and peft 0.21.2, which the tests do not:

    python tests/reference/trajectories.py tests/core/training/trajectories

The folder gets `base`, a tiny BERT with random weights, and a file for each method. NAME.safetensors holds the texts
(input_ids, attention_mask, token_type_ids, labels), the learning rates (lr) and, in double precision, losses and
grad_norms (before clipping) of each step, the first step's gradients (grad0/), the trained tensors before (start/,
which float32 holds exactly) and after the last step (final/), and the logits after it. Tensors have this program's
names and shapes. The file's metadata state the design and how it was trained: the same batch in each step, no dropout,
AdamW with decoupled decay of every trained tensor, gradients clipped to a global norm of 1, a rate that rises over the
first step and then falls linearly. Equal versions of the libraries give equal files.
"""
import argparse
import json
import os
import re
import warnings
import zlib
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
warnings.filterwarnings("ignore")

import adapters
import peft
import torch
import transformers
from adapters import (CompacterConfig, CompacterPlusPlusConfig, DoubleSeqBnConfig, IA3Config, MAMConfig, ParBnConfig,
                      PrefixTuningConfig, PromptTuningConfig, SeqBnConfig, SeqBnInvConfig, UniPELTConfig)
from adapters import LoRAConfig as AdapterHubLora
from peft import IA3Config as PeftIa3
from peft import LoraConfig, PeanutConfig, TaskType, get_peft_model
from peft import PrefixTuningConfig as PeftPrefix
from peft import PromptTuningConfig as PeftPrompt
from safetensors.torch import save_file
from transformers import BertConfig, BertForSequenceClassification, get_linear_schedule_with_warmup

STEPS, WARMUP, RATE, DECAY, CLIP, CLASSES = 10, 1, 1e-3, 0.01, 1.0, 3
HIDDEN, LAYERS = 16, 2
M, LENGTH, MLP = 4, 3, 8                 # of bottlenecks, of prefixes and prompts, of the MLP of a prefix
RAGGED, EVEN = [9, 4, 7, 5], [6, 6, 6, 6]  # lengths of the texts


def random(name):
    """One generator for each tensor: what a tensor holds does not depend on the others."""
    return torch.Generator().manual_seed(zlib.crc32(name.encode()))


def normal(shape, name, std, mean=0.0):
    return (torch.randn(shape, generator=random(name)) * std + mean).double()


def base_model():
    """Every tensor far from a fresh initialisation, so that a missing bias or LayerNorm shows."""
    config = BertConfig(hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=2, intermediate_size=24,
                        vocab_size=40, max_position_embeddings=20, hidden_dropout_prob=0.0,
                        attention_probs_dropout_prob=0.0, num_labels=CLASSES, attn_implementation="eager")
    model = BertForSequenceClassification(config).double()
    with torch.no_grad():
        for name, tensor in model.named_parameters():
            gain = name.endswith("LayerNorm.weight")
            std = 0.2 if gain or "LayerNorm" in name else 0.5 if "embeddings" in name else 0.25
            tensor.copy_(normal(tensor.shape, name, std, 1.0 if gain else 0.0))
    return model


def texts(lengths):
    shape = (len(lengths), max(lengths))
    mask = (torch.arange(shape[1])[None, :] < torch.tensor(lengths)[:, None]).long()
    ids = torch.randint(1, 40, shape, generator=random("ids")) * mask
    types = torch.randint(0, 2, shape, generator=random("types")).cummax(1).values * mask
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


def bottleneck(m):
    return HIDDEN / m                    # their sizes are given by reduction factors


def small_prefix(**more):
    return PrefixTuningConfig(prefix_length=LENGTH, bottleneck_size=MLP, **more)


def peft_prompt(kind, **more):
    return kind(task_type=TaskType.SEQ_CLS, num_virtual_tokens=LENGTH, **more)


EVERY_PRODUCT = ["query", "key", "value", "output.dense", "intermediate.dense"]

# name -> (design, configuration of the library, lengths of the texts). AdapterHub averages gates over padding, too.
ADAPTERHUB = {
    "pfeiffer": ("pfeiffer:m=4", SeqBnConfig(reduction_factor=bottleneck(M)), RAGGED),
    "parallel": ("parallel:m=4", ParBnConfig(reduction_factor=bottleneck(M)), RAGGED),
    "adapter-norms": ("adapter:m=4,layernorm=none,activation=swish,own-layernorm=both,scale=learned",
                      DoubleSeqBnConfig(reduction_factor=bottleneck(M), ln_before=True, ln_after=True,
                                        scaling="learned"), RAGGED),
    "adapter-gate": ("adapter:m=4,layernorm=none,activation=swish,gating=on",
                     DoubleSeqBnConfig(reduction_factor=bottleneck(M), use_gating=True), EVEN),
    "adapter-sum": ("adapter:m=4,layernorm=none,sites=ffn,activation=relu,original-layernorm=before,residual=sum",
                    SeqBnConfig(reduction_factor=bottleneck(M), residual_before_ln="post_add"), RAGGED),
    "invertible": ("pfeiffer:m=4 & invertible", SeqBnInvConfig(reduction_factor=bottleneck(M)), RAGGED),
    "compacter": ("compacter:m=8", CompacterConfig(reduction_factor=bottleneck(8), phm_dim=4), RAGGED),
    "compacter-ffn": ("compacter:m=8,sites=ffn,original-layernorm=before",
                      CompacterPlusPlusConfig(reduction_factor=bottleneck(8), phm_dim=4), RAGGED),
    "ia3-outputs": ("ia3:targets=key+value+ffn-in", IA3Config(), RAGGED),
    "prefix": (f"prefix:length={LENGTH},hidden={MLP}", small_prefix(), RAGGED),
    "prefix-flat": (f"prefix:length={LENGTH},hidden=0", PrefixTuningConfig(prefix_length=LENGTH, flat=True), RAGGED),
    "prompt": (f"prompt:length={LENGTH}", PromptTuningConfig(prompt_length=LENGTH), RAGGED),
    "prompt-after-first": (f"prompt:length={LENGTH},place=after-first",
                           PromptTuningConfig(prompt_length=LENGTH, combine="prefix_after_bos"), RAGGED),
    "mam": (f"mam:length={LENGTH},hidden={MLP},m=4",
            MAMConfig(small_prefix(), ParBnConfig(reduction_factor=bottleneck(M))), RAGGED),
    "unipelt": (f"unipelt:length={LENGTH},hidden={MLP},m=4,r=2,alpha=r",
                UniPELTConfig(small_prefix(use_gating=True),
                              SeqBnConfig(reduction_factor=bottleneck(M), use_gating=True),
                              AdapterHubLora(r=2, alpha=2, use_gating=True)), EVEN),
}
PEFT = {
    "rslora": ("lora:r=2,alpha=4,rank-scaling=on,targets=query+key+value+output+ffn-in+ffn-out",
               LoraConfig(r=2, lora_alpha=4, use_rslora=True, target_modules=EVERY_PRODUCT), RAGGED),
    "lora-words": ("lora:r=2,alpha=4,targets=query+words",
                   LoraConfig(r=2, lora_alpha=4, target_modules=["query", "word_embeddings"]), RAGGED),
    "dora": ("lora:r=2,alpha=4,dora=on",
             LoraConfig(r=2, lora_alpha=4, use_dora=True, target_modules=["query", "value"]), RAGGED),
    "peanut": ("peanut:r=3,pairs=1", PeanutConfig(r=3, depth=1, target_modules=["query", "value"]), RAGGED),
    "ia3": ("ia3", PeftIa3(target_modules=r".*(key|value|layer\.\d+\.output\.dense)",
                           feedforward_modules=r".*layer\.\d+\.output\.dense"), RAGGED),
    "prefix-shifted": (f"prefix:length={LENGTH},hidden={MLP},positions=shifted",
                       peft_prompt(PeftPrefix, prefix_projection=True, encoder_hidden_size=MLP), RAGGED),
    "prefix-flat-shifted": (f"prefix:length={LENGTH},hidden=0,positions=shifted", peft_prompt(PeftPrefix), RAGGED),
    "prompt-words": (f"prompt:length={LENGTH},entry=words", peft_prompt(PeftPrompt), RAGGED),
}

# The libraries' names of trained tensors, without `bert.`, as this program has them.
NAMES = [
    (r"\.adapters\.task\.", ".adapter."),
    (r"\.adapter_norm_before\.", ".norm."),
    (r"\.adapter_norm_after\.", ".norm_after."),
    (r"\.adapter_down\.[01]\.(weight|bias)$", r".down.\1"),
    (r"\.adapter_up\.(weight|bias)$", r".up.\1"),
    (r"\.adapter\.scaling$", ".adapter.scale"),
    (r"\.adapter_down\.0\.W_", ".down."),
    (r"\.adapter_up\.W_", ".up."),
    (r"\.adapter_down\.0\.b$", ".down.bias"),
    (r"\.adapter_up\.b$", ".up.bias"),
    (r"^shared_parameters\.task\.", "shared_parameters."),
    (r"^invertible_adapters\.task\.([FG])\.0\.", r"embeddings.invertible.\1.down."),
    (r"^invertible_adapters\.task\.([FG])\.2\.", r"embeddings.invertible.\1.up."),
    (r"\.loras\.task\.lora_([AB])$", r".lora_\1.weight"),
    (r"\.loras\.task\.gate\.", ".gate."),
    (r"\.attention\.self\.prefix_tuning\.prefix_gates\.task\.", ".prefix.gate."),
    (r"^.*prefix_tunings\.task\.self_prefix\.control_trans$", "prefix.all"),
    (r"^.*prefix_tunings\.task\.self_prefix\.wte\.weight$", "prefix.embedding"),
    (r"^.*prefix_tunings\.task\.self_prefix\.control_trans\.0\.", "prefix.hidden."),
    (r"^.*prefix_tunings\.task\.self_prefix\.control_trans\.2\.", "prefix.output."),
    (r"^prompt_tuning\.prompt_tunings\.task\.prompt_embedding\.weight$", "embeddings.prompt.rows"),
    (r"\.lora_([AB])\.default\.weight$", r".lora_\1.weight"),
    (r"\.lora_embedding_([AB])\.default$", r".lora_\1.weight"),
    (r"\.lora_magnitude_vector\.default\.weight$", ".magnitude"),
    (r"\.peanut_([AB])\.default\.weight$", r".peanut.\1"),
    (r"\.peanut_(en|de)coders\.default\.(\d+)\.weight$", r".peanut.\1coder.\2"),
    (r"^classifier\.modules_to_save\.default\.", "classifier."),
]
PEFT_PROMPTS = {"prefix-shifted": [("embedding.weight", "prefix.embedding"), ("transform.0.", "prefix.hidden."),
                                   ("transform.2.", "prefix.output.")],
                "prefix-flat-shifted": [("embedding.weight", "prefix.all")],
                "prompt-words": [("embedding.weight", "embeddings.prompt.rows")]}


def own(method, design, name, tensor):
    """The tensor as this program has it, by its name: whole, or a prefix by layers."""
    name = re.sub(r"^(base_model\.)?(model\.)?(bert\.)?", "", name)
    if name.startswith("prompt_encoder.default."):
        for theirs, ours in PEFT_PROMPTS[method]:
            name = name.replace("prompt_encoder.default." + theirs, ours)
    if "own-layernorm" in design:        # AdapterHub has this LayerNorm under two names
        name = name.replace(".adapter_down.0.", ".adapter_norm_before.")
    if design.startswith("ia3"):
        on_input = name.endswith("ia3_l.default") and tensor.shape[0] == 1
        ours = ".ia3_input.scale" if on_input else ".ia3.scale"
        name = re.sub(r"\.(ia3_l\.default|loras\.task\.lora_B)$", ours, name)
        tensor = tensor.flatten() if name.endswith(".scale") else tensor
    for theirs, ours in NAMES:
        name = re.sub(theirs, ours, name)
    if name != "prefix.all":
        return {name: tensor}
    slices = tensor.view(LENGTH, 2 * LAYERS, HIDDEN)
    return {f"encoder.layer.{i // 2}.prefix.{'values' if i % 2 else 'keys'}": slices[:, i] for i in range(2 * LAYERS)}


def start_of(shape, tag, name):
    if name.endswith((".scale", "norm.weight", "norm_after.weight")):
        return normal(shape, tag, 0.2, 1.0)
    if name.endswith(".magnitude"):
        return normal(shape, tag, 0.1, 0.9)
    if "phm_rule" in name or name.endswith((".left", ".right")):
        return normal(shape, tag, 0.5)
    return normal(shape, tag, 0.3)


def is_trained(name):
    """Of the library's parameters: those of the method, and the classifier."""
    if "original_module" in name:
        return False
    marks = ("lora_", "ia3_l", "peanut_", "prompt_encoder.", ".task.", "classifier.")
    return any(mark in name for mark in marks)


def model_of(method, config):
    model = base_model()
    if method in ADAPTERHUB:
        adapters.init(model)
        model.add_adapter("task", config=config)
        model.set_active_adapters("task")
        model.double()
    else:
        model = get_peft_model(model, config).double()
    for name, tensor in model.named_parameters():
        tensor.requires_grad_(is_trained(name))
    return model.train()


def split(method, design, tensors):
    """Named tensors of the library under this program's names."""
    return {ours: part.detach().clone().contiguous()
            for name, tensor in tensors for ours, part in own(method, design, name, tensor).items()}


def record(method, design, config, lengths):
    torch.manual_seed(0)
    model = model_of(method, config)
    named = [(name, tensor) for name, tensor in model.named_parameters() if tensor.requires_grad]
    with torch.no_grad():
        for name, tensor in named:
            ours = next(iter(own(method, design, name, tensor)))
            tensor.copy_(start_of(tensor.shape, f"{method}/{name}", ours))
    kept = {"start/" + name: tensor.float() for name, tensor in split(method, design, named).items()}
    batch = texts(lengths)
    labels = torch.randint(0, CLASSES, (len(lengths),), generator=random("labels"))
    parameters = [tensor for _, tensor in named]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, betas=(0.9, 0.999), eps=1e-8, weight_decay=DECAY)
    schedule = get_linear_schedule_with_warmup(optimizer, WARMUP, STEPS)
    losses, norms, rates = [], [], []
    for step in range(STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(**batch).logits, labels)
        loss.backward()
        if step == 0:
            gradients = split(method, design, [(name, tensor.grad) for name, tensor in named])
            assert all(tensor.any() for tensor in gradients.values())
        losses.append(loss.detach())
        norms.append(torch.nn.utils.clip_grad_norm_(parameters, CLIP).detach())
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    with torch.no_grad():
        logits = model(**batch).logits
    kept.update({**batch, "labels": labels, "lr": torch.tensor(rates, dtype=torch.float64),
                 "losses": torch.stack(losses), "grad_norms": torch.stack(norms), "final_logits": logits})
    kept.update({"grad0/" + name: tensor for name, tensor in gradients.items()})
    kept.update({"final/" + name: tensor for name, tensor in split(method, design, named).items()})
    assert all(tensor.dtype == torch.float64 for name, tensor in kept.items() if name.startswith(("grad0/", "final/")))
    return kept


def about(method, design):
    library = adapters if method in ADAPTERHUB else peft
    made_with = ", ".join(f"{each.__name__} {each.__version__}" for each in (library, transformers, torch))
    # One entry, since several are written in arbitrary order.
    return {"training": f"{design}, made with {made_with}. {STEPS} steps over the same batch. AdamW, betas 0.9 and "
                        f"0.999, eps 1e-8, decoupled decay {DECAY} of every trained tensor; gradients clipped to a "
                        f"global norm of {CLIP}; rate {RATE} after {WARMUP} step at 0, then falling linearly to 0."}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, help="where base and NAME.safetensors are written")
    folder = arguments.parse_args().folder
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    base = base_model()
    (folder / "base").mkdir(parents=True, exist_ok=True)
    shape = base.config.to_dict()
    keys = ("model_type", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "vocab_size",
            "max_position_embeddings", "type_vocab_size", "hidden_act", "layer_norm_eps", "pad_token_id")
    (folder / "base/config.json").write_text(json.dumps({key: shape[key] for key in keys}, indent=2) + "\n")
    save_file({name: tensor.detach().float().contiguous() for name, tensor in base.named_parameters()
               if not name.startswith("classifier.")}, str(folder / "base/model.safetensors"), {"format": "pt"})
    for method, (design, config, lengths) in {**ADAPTERHUB, **PEFT}.items():
        kept = record(method, design, config, lengths)
        save_file(kept, str(folder / f"{method}.safetensors"), about(method, design))
        trained = sum(tensor.numel() for name, tensor in kept.items() if name.startswith("start/"))
        moved = max((kept["final/" + name[6:]] - tensor.double()).abs().max().item()
                    for name, tensor in kept.items() if name.startswith("start/"))
        print(f"{method}: {design}: {trained} trained, losses {kept['losses'][0]:.6f} to {kept['losses'][-1]:.6f}, "
              f"norm {kept['grad_norms'][0]:.3f}, moved {moved:.4f}")


if __name__ == "__main__":
    main()
