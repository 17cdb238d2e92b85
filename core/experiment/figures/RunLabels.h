// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/experiment/RunSpec.h"

namespace adapterscope {

/// What distinguishes designs in words: the design's text, in which a key that differs among the designs of a method is
/// written even at its default ("houlsby:m=64" beside "houlsby:m=8"), and the hyperparameters that differ among the
/// given runs.
class RunLabels {
public:
    explicit RunLabels(const std::vector<const RunSpec*>& specs);

    /// "houlsby:m=8, learning_rate=0.003"
    std::string design(const RunSpec& spec) const;
    /// "learning_rate=0.003", empty if nothing differs.
    std::string settings(const RunSpec& spec) const;

private:
    void noteKeys(const Design& design);

    std::set<std::string> m_differing;
    std::map<std::string, Design> m_firstOfMethods;
    std::map<std::string, std::set<std::string>> m_spelled;  ///< keys by method
    bool m_poolingDiffers = false;
};

/// The same for designs that differ only in size (m, k) and for their settings: such designs lie on one line of a
/// figure.
std::string curveKey(const RunSpec& spec);

}  // namespace adapterscope
