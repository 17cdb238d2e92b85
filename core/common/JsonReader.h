// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace adapterscope {

/// Limits of a JSON text from outside. Copying, comparing and printing a value recurse, so a text of nothing but
/// brackets would crash the program, and a value in memory is many times the size of its text.
struct JsonLimits {
    std::size_t bytes = std::size_t{256} << 20;
    int depth = 64;
    std::size_t values = 5'000'000;  ///< the largest published tokenizer.json holds about one million
};

/// Reads a JSON text, wherever it comes from; all JSON is read through here. Throws nlohmann::json::exception if it is
/// not JSON, or exceeds the limits.
nlohmann::json parseJson(std::string_view text, const JsonLimits& limits = {});

/// The same, but returns a discarded value (is_discarded(), and neither object, array nor anything else) instead of
/// throwing.
nlohmann::json parseJsonIfAny(std::string_view text, const JsonLimits& limits = {});

/// As parseJson, with the keys of objects in the order of the text; no object has more than 1000 of them.
nlohmann::ordered_json parseOrderedJson(std::string_view text, const JsonLimits& limits = {});

/// Whether a key of the outermost object occurs twice in the text; only the last value of such a key was read.
bool hasKeyTwice(std::string_view text, const nlohmann::ordered_json& object);

/// A value as an error message quotes it: its text, shortened if it has more than `longest` bytes.
std::string quoted(const nlohmann::json& value, std::size_t longest = 200);

}  // namespace adapterscope
