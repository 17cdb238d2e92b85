// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

class Factors;

/// The words that filters of such runs are made of, for completion: what varies first, `m=`, `m=8`, `m>=8`, then tags,
/// `done`, `dev>` and what all of the runs share.
std::vector<std::string> filterWords(const std::vector<RunRecord>& runs, const Factors& factors);

/// Whether the last word of a filter is perhaps not typed to its end: with more letters it becomes one of these words,
/// a field, a status or `tag:`, or a condition that can be read, which it is not yet (`lr>`). A blank ends a word.
bool endsUnfinished(const std::string& filter, const std::vector<std::string>& words);

}  // namespace adapterscope
