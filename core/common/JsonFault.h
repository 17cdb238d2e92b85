// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace adapterscope {

/// What is wrong with a JSON text, as a clause for people who do not know the library.
std::string faultOf(const nlohmann::json::exception& exception);
/// The same for a text that is one line of several: gives the column only.
std::string faultOfLine(const nlohmann::json::exception& exception);

/// The same with its subject: "config.json is not valid JSON (line 1, column 4)".
std::string faultOfFile(const std::string& name, const nlohmann::json::exception& exception);

/// A fault that the library does not know, in such a clause.
nlohmann::json::other_error jsonFault(const std::string& clause);

}  // namespace adapterscope
