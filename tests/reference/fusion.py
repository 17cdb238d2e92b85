#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One AdapterFusion site as AdapterHub's modules compute it, for tests/core/model/parts/FusionTest.cpp.

Needs the Python package adapters (1.3 was used), which the tests do not:

    python3 tests/reference/fusion.py

Two adapters of AdapterHub's default shape (seq_bn) with d = 3 and m = 2 read three tokens; every tensor is filled by a
formula, so that the test can fill its own.
"""
import torch
from adapters.configuration import DynamicAdapterFusionConfig, SeqBnConfig
from adapters.methods.modeling import Adapter, BertFusion

torch.set_default_dtype(torch.float64)
HIDDEN, BOTTLENECK = 3, 2


def filled(shape, start):
    count = torch.Size(shape).numel()
    return torch.sin(start + torch.arange(count, dtype=torch.float64)).reshape(shape)


def fill(module, start):
    """Fills the parameters in their order, each from another start."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_(filled(parameter.shape, start))
            start += 10


adapters = [Adapter(name, HIDDEN, BOTTLENECK, SeqBnConfig()).eval() for name in ("a", "b")]
for start, adapter in zip((100, 200), adapters):
    fill(adapter, start)  # down.weight, down.bias, up.weight, up.bias
config = DynamicAdapterFusionConfig()
fusion = BertFusion(config, HIDDEN, 0.0).eval()
fill(fusion, 300)  # query.weight, query.bias, key.weight, key.bias, value.weight
norm = torch.nn.LayerNorm(HIDDEN, eps=1e-12)
fill(norm, 400)

output, given = filled((1, 3, HIDDEN), 500), filled((1, 3, HIDDEN), 600)
state, query, residual = adapters[-1].pre_forward(output, given, norm, fusion_config=config)
added = torch.stack([adapter(state, residual_input=residual)[2] for adapter in adapters]).permute(1, 2, 0, 3)
fused = fusion(query, added, added, residual)
closed = adapters[-1].post_forward(fused, output, given, norm)
identity = torch.eye(HIDDEN)
for name, tensor in (("what replaces h", fused), ("the sub-layer's result", closed),
                     ("the regularisation term", 0.01 * (identity - fusion.value.weight).pow(2).sum())):
    print(name, [f"{value:.15f}" for value in tensor.detach().flatten().tolist()])
