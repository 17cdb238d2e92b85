// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <string>

namespace adapterscope {

QString withSeparators(std::int64_t number);  ///< 2,379,264
QString percentText(double percent);          ///< 2.81 %, 0.0123 %, 100 %
QString bytesText(std::int64_t bytes);        ///< 999 bytes, 540.7 kB (powers of ten)
/// 0.8381 as plots and tables show it: "0.838".
QString fraction(double value, int digits = 3);
/// A name of the command line or of a file as people read it: "learning rate".
QString spaced(const std::string& name);
/// With its first letter in upper case.
QString capitalised(const QString& text);
/// "Accuracy on dev", as an axis label.
QString scoreName(const std::string& metric, const std::string& split);
/// "sentiment on builtin"
QString taskOnBase(const std::string& task, const std::string& base);
/// 0.000123 -> "1.23e-4", 0.0312 -> "0.0312", 1234 -> "1234", 12345 -> "1.23e4", 0 -> "0"; "not finite".
QString magnitude(double value);
/// The number as tr() takes it to choose between the forms of a text, in which "run(s)" is the run or runs of the
/// translation. The text has %1 in the number's place, not %n, which would be written without separators.
int plural(std::int64_t number);
/// 75 -> "1 min 15 s".
QString duration(double seconds);

}  // namespace adapterscope
