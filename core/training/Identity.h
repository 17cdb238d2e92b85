// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/RunResult.h"
#include "core/model/Encoder.h"
#include "core/training/EncodedTask.h"

namespace adapterscope {

/// A fixed sample of the dev set (the same rows for every run of a task) on which the distance from identity is
/// measured.
std::vector<int> probeRows(const EncodedSplit& dev);

/// Distance from identity of every adapter, over the tokens of one pass: ||A(h) - h|| / ||h||, h the adapter's input.
/// With the skip connection the difference is the branch itself and is never formed by subtraction; without it, it is
/// branch - h as it stands (Houlsby et al. 2019, sections 2.1 and 3.6).
class IdentityMeter {
public:
    /// To be set as ForwardPass::observer. `skip` says whether the adapters have their own skip connection.
    AdapterObserver observer(bool skip);
    /// Mean, median and 95th percentile over the tokens seen, by layer and site; forgets them.
    std::vector<IdentityPoint> take();

private:
    std::vector<std::pair<IdentityPoint, std::vector<at::Tensor>>> m_seen;
};

}  // namespace adapterscope
