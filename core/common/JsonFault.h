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

}  // namespace adapterscope
