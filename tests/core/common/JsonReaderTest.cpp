// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include "core/common/Excerpt.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonReader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::string faultIn(const std::string& text, const JsonLimits& limits = {}) {
    try {
        parseJson(text, limits);
    } catch (const nlohmann::json::exception& fault) {
        return faultOf(fault);
    }
    return {};
}

std::string nested(int depth, char open = '[', char close = ']') {
    return std::string(static_cast<std::size_t>(depth), open) + std::string(static_cast<std::size_t>(depth), close);
}

}  // namespace

TEST_CASE("JSON is read as deep as the limit and no deeper") {
    CHECK(faultIn(nested(64)).empty());
    CHECK(faultIn(nested(65)) == "it is nested more than 64 levels deep");
    for (const std::string& bad : {std::string(200'000, '['), nested(200'000), [] {
                                       std::string text;
                                       for (int i = 0; i < 100'000; ++i)
                                           text += "{\"a\":";
                                       return text;
                                   }()}) {
        CHECK(faultIn(bad) == "it is nested more than 64 levels deep");
        CHECK(parseJsonIfAny(bad).is_discarded());
        CHECK_THROWS_AS(parseOrderedJson(bad), nlohmann::json::exception);
    }
}

TEST_CASE("Brackets and quotes inside texts are not nesting") {
    const std::string text = R"({"a": ")" + std::string(1000, '[') + R"(\"{{{\\", "b": "\\"})";
    CHECK(parseJson(text)["b"] == "\\");
}

TEST_CASE("JSON is read as long and with as many values as the limits allow") {
    const JsonLimits few{20, 4, 3};
    CHECK(faultIn("[1, 2]", few).empty());
    CHECK(faultIn("[1, 2, 3]", few) == "it holds more than 3 values");
    CHECK(faultIn(std::string(21, ' '), few) == "it is longer than 20 bytes");
}

TEST_CASE("An object whose keys keep their order has at most a thousand of them") {
    const auto objectOf = [](int keys) {
        std::string text;
        for (int key = 0; key < keys; ++key)
            text += (key ? ", " : "") + ("\"" + std::to_string(key)) + "\": [1, 2]";
        return "{" + text + "}";
    };
    CHECK(parseOrderedJson(objectOf(1000)).size() == 1000);
    CHECK(parseOrderedJson("[" + objectOf(600) + ", " + objectOf(600) + "]").size() == 2);
    for (const std::string& text : {objectOf(1001), "{\"a\": [" + objectOf(1001) + "]}"})
        CHECK_THROWS_WITH(parseOrderedJson(text), Catch::Contains("it holds an object of more than 1000 keys"));
    CHECK(parseJson(objectOf(1001)).size() == 1001);
}

TEST_CASE("A key that occurs twice in an object is found, not one in an object within it") {
    for (const auto& [text, twice] :
         {std::pair(R"({"a": 1, "a": 2})", true), std::pair(R"({"a": 1, "b": [1, 2, "]}"]})", false),
          std::pair(R"({"a": {"b": 1, "b": 2}, "c,d": 3})", false), std::pair("{}", false),
          std::pair(R"({"a": [1, 2], "b": {}, "a": []})", true)})
        CHECK(hasKeyTwice(text, parseOrderedJson(text)) == twice);
}

TEST_CASE("What the library reports about a JSON value is put into plain words") {
    const auto wordsOf = [](auto read) {
        try {
            read(nlohmann::json{{"a", 5}});
            return std::string();
        } catch (const nlohmann::json::exception& exception) {
            return faultOf(exception);
        }
    };
    CHECK(wordsOf([](const nlohmann::json& json) { json.at("a").get<std::string>(); }) ==
          "a number was found where a text is required");
    CHECK(wordsOf([](const nlohmann::json& json) { json.at("b"); }) == "\"b\" is missing");
}

TEST_CASE("What is not JSON is refused with its place") {
    CHECK_THAT(faultIn("[1, 2"), Catch::Contains("not valid JSON (line 1, column 6)"));
    CHECK(parseJsonIfAny("[1, 2").is_discarded());
    CHECK(faultIn(R"(["\ud83d"])") ==
          "it holds half of a surrogate pair, a \\u escape without its other half (line 1, column 9)");
    CHECK(faultIn("[1, 1e999]") == "it holds the number 1e999, which is too large");
    for (const std::string& digits : {std::string(300'000, '9'), "1e" + std::string(300'000, '9')})
        CHECK_THAT(faultIn(digits), Catch::Contains(", which is too large"));
    CHECK(faultIn("[\"a\tb\"]") == "it holds the control character U+0009, which must be escaped (line 1, column 4)");
    CHECK(parseJsonIfAny("[1, 2]").size() == 2);
    CHECK(parseOrderedJson(R"({"b": 1, "a": 2})").items().begin().key() == "b");
}

TEST_CASE("A quotation is short and keeps its beginning, its end and whole characters") {
    CHECK(excerpt("plain") == "plain");
    CHECK(excerpt("a\x1b[31m\tb\n") == "a?[31m\tb\n");
    const std::string shortened = excerpt("begin" + std::string(1'000'000, 'x') + "end");
    CHECK(shortened.size() < 220);
    CHECK_THAT(shortened, Catch::StartsWith("beginxx") && Catch::EndsWith("xxend") && Catch::Contains(" [...] "));
    std::string umlauts;
    for (int i = 0; i < 1000; ++i)
        umlauts += "ü";
    for (std::size_t longest : {200u, 201u, 202u, 203u})
        CHECK_FALSE(parseJsonIfAny("\"" + excerpt(umlauts, longest) + "\"").is_discarded());
    CHECK(quoted(nlohmann::json(std::string(5000, 'y'))).size() < 220);
}
