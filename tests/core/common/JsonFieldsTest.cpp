// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>

#include "core/common/JsonFields.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using nlohmann::json;
using test::says;

namespace {

/// What the reader of a T complains of; empty if it takes the value.
template <class T>
std::string faultOf(const json& value) {
    const json object = {{"size", value}};
    try {
        T read{};
        JsonFields(object, "the box").read("size", read);
        return {};
    } catch (const Error& error) {
        return error.what();
    }
}

template <class Read>
Error thrownBy(const Read& read) {
    try {
        read();
    } catch (const Error& error) {
        return error;
    }
    return Error("nothing");
}

template <class T>
T read(const json& value) {
    const json object = {{"size", value}};
    T read{};
    JsonFields(object, "the box").read("size", read);
    return read;
}

}  // namespace

TEST_CASE("A field of the wrong type is named with what it must be and what it is") {
    CHECK(faultOf<bool>(1) == "Field \"size\" of the box must be true or false, not 1.");
    CHECK(faultOf<int>(2.5) == "Field \"size\" of the box must be a whole number, not 2.5.");
    CHECK(faultOf<int>(true) == "Field \"size\" of the box must be a whole number, not true.");
    CHECK(faultOf<int>(nullptr) == "Field \"size\" of the box must be a whole number, not null.");
    CHECK(faultOf<std::uint64_t>(-1) ==
          "Field \"size\" of the box must be a whole number that is not negative, not -1.");
    CHECK(faultOf<double>("1") == "Field \"size\" of the box must be a number, not \"1\".");
    CHECK(faultOf<std::string>(3) == "Field \"size\" of the box must be a text in quotes, not 3.");
    CHECK(faultOf<std::vector<int>>(3) == "Field \"size\" of the box must be a list, not 3.");
    CHECK(faultOf<std::vector<int>>({1, "2"}) == "Field \"size\" of the box must be a whole number, not \"2\".");
    CHECK(faultOf<std::map<std::string, double>>({1}) == "Field \"size\" of the box must be a JSON object, not [1].");
    CHECK(faultOf<std::map<std::string, double>>({{"a", "x"}}) ==
          "Field \"size\" of the box must be a number, not \"x\".");
    CHECK(faultOf<std::optional<double>>("x") == "Field \"size\" of the box must be a number, not \"x\".");
    CHECK(faultOf<std::filesystem::path>(std::string("a\0b", 3)) ==
          R"(Field "size" of the box must be a path in quotes, not "a\u0000b".)");
}

TEST_CASE("Whole numbers are read up to the ends of their type and refused beyond") {
    CHECK(read<int>(2147483647) == 2147483647);
    CHECK(read<int>(-2147483648LL) == -2147483648LL);
    CHECK(read<std::uint64_t>(18446744073709551615ULL) == 18446744073709551615ULL);
    CHECK(faultOf<int>(2147483648LL) ==
          "Field \"size\" of the box must be a whole number from -2147483648 to 2147483647, not 2147483648.");
    CHECK_FALSE(faultOf<int>(-2147483649LL).empty());
    CHECK_FALSE(faultOf<std::int64_t>(18446744073709551615ULL).empty());
}

TEST_CASE("Null is a number that is not finite, an empty optional, and nothing else") {
    CHECK(std::isnan(read<double>(nullptr)));
    CHECK_FALSE(read<std::optional<double>>(nullptr).has_value());
    CHECK(read<std::optional<double>>(0.5) == 0.5);
    CHECK_FALSE(faultOf<std::string>(nullptr).empty());
    CHECK_FALSE(faultOf<bool>(nullptr).empty());
    CHECK_FALSE(faultOf<std::vector<int>>(nullptr).empty());
}

TEST_CASE("Lists and pairs and maps are read item by item") {
    CHECK(read<std::vector<std::string>>({"a", "b"}) == std::vector<std::string>{"a", "b"});
    CHECK(read<std::map<std::string, double>>({{"a", 1}, {"b", 0.5}}) ==
          std::map<std::string, double>{{"a", 1}, {"b", 0.5}});
    CHECK(read<std::pair<std::string, std::int64_t>>({"[CLS]", 101}) ==
          std::pair<std::string, std::int64_t>("[CLS]", 101));
    CHECK_FALSE(faultOf<std::pair<std::string, std::int64_t>>({"[CLS]", 101, 0}).empty());
    CHECK_FALSE(faultOf<std::pair<std::string, std::int64_t>>({"[CLS]", 1.5}).empty());
}

TEST_CASE("An absent field keeps its value, has a default or is missing, and an unknown one is named") {
    const json object = {{"width", 3}, {std::string(5000, 'x'), 4}};
    const JsonFields fields(object, "the box");
    int height = 7;
    fields.read("height", height);
    CHECK(height == 7);
    CHECK(fields.get("height", 8) == 8);
    CHECK(fields.get<int>("width") == 3);
    CHECK_FALSE(fields.getIfAny<int>("height"));
    CHECK(fields.listIfAny("sides").empty());
    CHECK_THROWS_MATCHES(fields.get<int>("height"), Error, says("Field \"height\" of the box is missing."));
    CHECK_THROWS_MATCHES(fields.list("width"), Error, says("Field \"width\" of the box must be a list, not 3."));
    CHECK_THROWS_MATCHES(fields.getFrom<int>("width", 4), Error,
                         says("Field \"width\" of the box must be a number from 4, not 3."));
    CHECK_THROWS_MATCHES(JsonFields(json(3), "the box"), Error,
                         says("Cannot read the box: it must be a JSON object, not 3."));
    const std::string fault = thrownBy([&] { fields.requireNoOthers(); }).what();
    CHECK_THAT(fault, Catch::StartsWith("Unknown field \"xxx") &&
                          Catch::EndsWith("x\" in the box: remove it or correct its name."));
    CHECK(fault.size() < 300);
    CHECK_THROWS_MATCHES(JsonFields(object, "the box").requireNoOthers(), Error, says("Unknown field \"width\""));
}

TEST_CASE("Unknown fields that are off may pass") {
    const json object = {{"a", nullptr}, {"b", false}, {"c", 0.0}, {"d", ""}, {"e", json::array()}, {"known", 3}};
    const JsonFields fields(object, "the box");
    fields.find("known");
    CHECK_NOTHROW(fields.requireNoOthersSet());
    for (const json& set : {json(true), json(1), json("none"), json({1})}) {
        json other = object;
        other["odd"] = set;
        const JsonFields others(other, "the box");
        others.find("known");
        CHECK_THROWS_MATCHES(others.requireNoOthersSet(), Error, says("Unknown field \"odd\" in the box"));
    }
}

TEST_CASE("A field that is null counts as absent if the reader asks for that") {
    const json object = {{"size", nullptr}};
    const JsonFields fields(object, "the box", JsonFields::Null::Absent);
    CHECK_FALSE(fields.has("size"));
    CHECK(fields.get("size", 0.5) == 0.5);
    CHECK_THROWS_MATCHES(fields.get<double>("size"), Error, says("Field \"size\" of the box is missing."));
    CHECK(JsonFields(object, "the box").has("size"));
}

TEST_CASE("Every fault is of the reader's kind") {
    const json object = {{"size", "x"}};
    const JsonFields fields(object, "the box", JsonFields::Null::Read, ErrorKind::Machine);
    const auto kindOf = [](const auto& read) { return thrownBy(read).kind(); };
    CHECK(kindOf([&] { fields.get<int>("size"); }) == ErrorKind::Machine);
    CHECK(kindOf([&] { fields.get<int>("width"); }) == ErrorKind::Machine);
    CHECK(kindOf([&] { JsonFields(object, "the box", {}, ErrorKind::Machine).requireNoOthers(); }) ==
          ErrorKind::Machine);
    CHECK(kindOf([] { JsonFields(json(3), "the box", {}, ErrorKind::Machine); }) == ErrorKind::Machine);
}

TEST_CASE("A field is compared without being read, whatever the value around it is") {
    CHECK(fieldIs({{"side", "left"}}, "side", "left"));
    CHECK_FALSE(fieldIs({{"side", true}}, "side", "left"));
    for (const json& other : {json(), json(3), json("side"), json::array({"side"}), json{{"side", nullptr}}})
        CHECK_FALSE(fieldIs(other, "side", nullptr));
}
