// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/RunResult.h"
#include "core/model/Encoder.h"
#include "core/training/EncodedTask.h"

namespace adapterscope {

/// A fixed sample of the dev set, the same rows for every run of a task, on which the distance from identity is
/// measured: 384 texts, or fewer if they have more than 12,000 tokens, or all.
///
/// With 384 texts the standard error of an adapter's mean distance, over texts, is at most 0.8 % of it on the built-in
/// base and 0.91 % on MiniLM (all adapters of houlsby:m=16, the four built-in tasks and SST-2); with 256 it is 1.03 %
/// and 1.13 %, with 64 it is 2.2 % and 2.4 %. A pass of their own would cost a run on 2,000 rows about 6 % of its time;
/// evaluation passes over dev anyway, and measuring there costs 0.5 % (`benchmark`). The limit on tokens bounds
/// what a probe keeps of a large base.
std::vector<int> probeRows(const EncodedSplit& dev);

/// Distance from identity of every adapter, over the tokens of one pass: ||A(h) - h|| / ||h||, h the adapter's input.
/// With the skip connection the difference is the branch itself and is never formed by subtraction; without it, it is
/// branch - h (Houlsby et al. 2019, sections 2.1 and 3.6).
class IdentityMeter {
public:
    /// To be set as ForwardPass::observer. `skip` is whether the adapters have their own skip connection; `sequences`
    /// are those of the pass whose tokens count, all if not given.
    AdapterObserver observer(bool skip, std::optional<std::vector<std::int64_t>> sequences = {});
    /// What another meter saw of further tokens counts too.
    void add(const IdentityMeter& other);
    /// Mean, median and 95th percentile over the tokens seen, by layer and site; then resets.
    std::vector<IdentityPoint> take();
    double seconds() const { return m_seconds; }  ///< spent on measuring so far

private:
    void see(int layer, Site site, const at::Tensor& distances);

    double m_seconds = 0;
    std::vector<std::pair<IdentityPoint, std::vector<at::Tensor>>> m_seen;
};

}  // namespace adapterscope
