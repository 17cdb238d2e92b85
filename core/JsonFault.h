// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace adapterscope {

/// What is wrong with a JSON text, for people: the library's sentence without the name of its exception.
inline std::string faultOf(const nlohmann::json::exception& exception) {
    const std::string text = exception.what();
    const auto end = text.find("] ");
    return text.starts_with('[') && end != std::string::npos ? text.substr(end + 2) : text;
}

}  // namespace adapterscope
