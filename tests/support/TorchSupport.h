// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// For tests of the part over LibTorch: its headers come first, and glog's CHECK macros, which they bring, give way to
// Catch2's.
#include "core/model/Torch.h"

#undef CHECK
#undef CHECK_THROWS

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "core/model/Base.h"
#include "core/model/Batch.h"
#include "core/model/Tuning.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// Where `adapterscope-cli bases get minilm` puts all-MiniLM-L6-v2.
std::filesystem::path minilmFolder();

/// A small encoder: d = 8, 2 layers of 2 heads, d_ff = 12, 24 tokens, 16 positions, no pooler.
BaseConfig tinyConfig();
/// Every tensor drawn far from a fresh initialisation, so a missing bias or LayerNorm shows.
NamedTensors tinyTensors(const BaseConfig& config, std::uint64_t seed, at::ScalarType type);
std::shared_ptr<const Base> tinyBase(at::ScalarType type, std::uint64_t seed = 1,
                                     const BaseConfig& config = tinyConfig());

/// Each activation and its closed form.
std::vector<std::pair<Activation, std::function<double(double)>>> activationForms();

/// Every trained number far from where it started.
void moveTrained(const Tuning& tuning, std::uint64_t seed);

/// Token ids as one text.
Encoding encodingOf(std::vector<std::int32_t> ids);
/// The real tokens of a reference's padded rows [B, T].
std::vector<Encoding> withoutPadding(const at::Tensor& ids, const at::Tensor& mask, const at::Tensor& types);

/// Largest absolute difference of two tensors of one shape.
double difference(const at::Tensor& a, const at::Tensor& b);
/// Central differences of f by each entry of a float64 tensor, of the tensor's shape.
at::Tensor centralDifferences(at::Tensor tensor, const std::function<at::Tensor()>& f);

}  // namespace adapterscope::test
