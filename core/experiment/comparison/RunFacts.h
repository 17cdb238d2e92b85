// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

class Factors;

/// What a filter can ask about a run (RunFilter).
struct RunFacts {
    using Fields = std::multimap<std::string, std::string>;  ///< a run may have several tags

    Fields fields;                   ///< by name; empty for what the run does not have
    std::vector<std::string> texts;  ///< in which a text of a filter is looked for, in lower case

    /// Of the i-th of the runs that the factors are of; texts only on request, since they take long to make.
    static RunFacts of(const RunRecord& run, const Factors& factors, std::size_t i, bool withTexts);
    static RunFacts of(const UnreadableRun& run);
};

/// The field of runs that serve only to choose a learning rate: yes or no.
inline constexpr auto pilotField = "pilot";

/// The field of the limit of the training rows, and its value.
inline constexpr auto limitField = "limit_train";
std::string limitText(const RunSpec& spec);  ///< "200"; "all" without a limit

/// Without quotation marks, which filters have around values with blanks, and designs around texts.
std::string withoutMarks(std::string text);

}  // namespace adapterscope
