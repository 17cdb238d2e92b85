// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace adapterscope {

/// Parses JSON as Python writes and reads it: with NaN, Infinity and -Infinity, which JSON itself lacks, and numbers
/// such as 1e999, which are infinity to Python. They become the strings "NaN", "Infinity" and "-Infinity", which no
/// number is read from. Throws what parseJson throws, about the original text.
nlohmann::json parsePythonJson(const std::string& text);
/// The same, but a text that is not JSON gives a discarded value (like nlohmann's parse without exceptions).
nlohmann::json tryPythonJson(const std::string& text);

/// The same as parsePythonJson, but anything but an object is refused, too.
nlohmann::json parsePythonObject(const std::string& text);

}  // namespace adapterscope
