// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace adapterscope {

/// Whether commas may be between the thousands of a number: if commas separate columns they cannot be decimal
/// points as well; otherwise 1,000 may be 1 or 1000. Any: points, spaces and apostrophes as well, for doubts.
enum class Thousands { Bare, Commas, Any };

/// What all spellings of one label share: the number for numbers (1, 1.0, 01, +1 and 1e0 are one, and so are inf and
/// Infinity) and for percentages (100% and 100 %), else normalForm. In a number with a comma followed by one or two
/// digits the comma is a decimal point.
std::string labelKey(std::string_view label, Thousands thousands = Thousands::Bare);

/// Whether a field of the label column is a mark for "no label".
enum class NoLabelMark {
    None,
    Sure,     ///< nothing, -, ?, n/a, NaN, NULL, "no label", unlabelled and the like
    Possible  ///< none, none given, unknown, NA, -1: a class as likely as a mark
};
NoLabelMark noLabelMark(std::string_view label);
/// "Not available": n/a, N-A, #N/A and the like, beside which NA is not a class of its own. NA itself does not count.
bool isNotAvailable(std::string_view label);

}  // namespace adapterscope
