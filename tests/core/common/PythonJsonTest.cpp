// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/PythonJson.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using nlohmann::json;

TEST_CASE("Python's special numbers become texts outside strings only") {
    const json value = parsePythonJson(R"({"a": NaN, "b": [Infinity, -Infinity, 1], "NaN": "Infinity \\\" NaN\\"})");
    CHECK(value == json{{"a", "NaN"}, {"b", {"Infinity", "-Infinity", 1}}, {"NaN", "Infinity \\\" NaN\\"}});
    CHECK(parsePythonJson("NaN") == "NaN");
}

TEST_CASE("Numbers too large for a double are infinity as in Python") {
    const json value = parsePythonJson(R"({"a": 1e999, "b": [-1e999,2e400], "c": 1e-999, "d": "1e999"})");
    CHECK(value == json{{"a", "Infinity"}, {"b", {"-Infinity", "Infinity"}}, {"c", 0.0}, {"d", "1e999"}});
    CHECK(parsePythonJson("1e999") == "Infinity");
    for (const std::string broken : {"[1e999e]", "[1e999", "[01e999, 2"})
        CHECK(tryPythonJson(broken).is_discarded());
}

TEST_CASE("JSON without special numbers is read as it is and what is neither is refused") {
    CHECK(parsePythonJson(R"({"a": [1, null, true, -2.5]})") == json{{"a", {1, nullptr, true, -2.5}}});
    for (const std::string broken : {"", "{", "nan", "{\"a\": NaNs}", "\"NaN", "{\"a\": +Infinity}", "\\"}) {
        CAPTURE(broken);
        CHECK(tryPythonJson(broken).is_discarded());
        CHECK_THROWS_AS(parsePythonJson(broken), json::parse_error);
    }
}
