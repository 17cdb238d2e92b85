// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/common/Sentence.h"

namespace adapterscope {

/// Something worth knowing about a run before it is trained.
struct Remark {
    std::string about;  ///< the design's text, or the name of the base or the task
    Sentence sentence;
    bool operator==(const Remark&) const = default;
};

/// Each sentence once, with what it is about: "houlsby:sigma=1 and 2 others: …".
std::vector<Sentence> inWords(const std::vector<Remark>& remarks);

}  // namespace adapterscope
