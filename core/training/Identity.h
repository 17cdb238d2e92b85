// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/experiment/runs/RunResult.h"
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

/// 16 texts of that sample, or all if it has fewer: those on which a run compares its sub-layers with the base's own at
/// every evaluation. Unlike an adapter's branch, which evaluation computes anyway, that takes passes of its own: two
/// over 16 texts are 32 text passes beside the 600 of an evaluation and the 4,000 of an epoch on `sentiment`, which are
/// two to three times as long (`benchmark` measures the share of a run).
std::vector<int> comparedRows(const EncodedSplit& dev);

/// Distance from identity of every adapter, over the tokens of one pass: ||A(h) - h|| / ||h||, h the adapter's input.
/// With the skip connection the difference is the branch itself and is never formed by subtraction; without it, it is
/// branch - h (Houlsby et al. 2019, sections 2.1 and 3.6).
///
/// And, where a design has no adapter, how far its sub-layer f is from the base's own: ||f(t) - f_base(t)|| /
/// ||f_base(t)||, t the input as the tuned pass has it. A change below 2e-6, 16 times the distance between neighbouring
/// numbers of float32, is rounding and counts as 0.
class IdentityMeter {
public:
    /// To be set as ForwardPass::observer. `skip` is whether the adapters have their own skip connection; `sequences`
    /// are those of the pass whose tokens count, all if not given.
    AdapterObserver observer(bool skip, std::optional<std::vector<std::int64_t>> sequences = {});
    /// To be set as ForwardPass::changes.
    ChangeObserver changes();
    /// Adds what another meter saw of further tokens.
    void add(const IdentityMeter& other);
    /// Adds to the time spent on measuring.
    void addSeconds(double seconds) { m_seconds += seconds; }
    /// Mean, median and 95th percentile over the tokens seen, in the order of layers and sites; then resets.
    std::vector<IdentityPoint> take();
    double seconds() const { return m_seconds; }  ///< spent on measuring so far

private:
    void see(int layer, Site site, Measured measured, const at::Tensor& distances);

    double m_seconds = 0;
    std::vector<std::pair<IdentityPoint, std::vector<at::Tensor>>> m_seen;
};

}  // namespace adapterscope
