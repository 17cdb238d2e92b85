// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Layout.h"

namespace adapterscope {

/// Rotary positions (Su et al. 2021, section 3.2.2): entries i and i + w/2 of a head of width w are turned by the angle
/// place x theta^(-2i/w), so that a query's product with a key depends on how far apart they are. Which two entries
/// turn together is as in transformers.
struct Rotary {
    double theta = 10'000;
};

/// x [tokens, d] turned by each token's place, int64 [tokens]; differentiable.
at::Tensor rotated(const at::Tensor& x, const at::Tensor& places, int heads, const Rotary& rotary);
/// Each key's place in its text. Those before the text's own, of which there are as many as queries, are at place 0,
/// which turns nothing.
at::Tensor placesOf(const Layout& keys, const Layout& queries);

}  // namespace adapterscope
