// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

#include "core/common/Text.h"
#include "core/design/LayerSpan.h"
#include "core/design/Methods.h"
#include "core/design/QuotedText.h"
#include "tests/support/Property.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

std::string anyLayers() {
    const auto layers = *rc::gen::unique<std::vector<int>>(rc::gen::inRange(0, 24));
    return layers.empty() ? *rc::gen::element<std::string>("all", "none") : LayerSpan::of(layers).text();
}

std::string anyNumber(const KeyInfo& key) {
    if (!key.choices.empty() && *rc::gen::arbitrary<bool>())
        return *rc::gen::elementOf(key.choices);
    const double share = *rc::gen::inRange(0, 1'000'001) / 1e6;
    const double top = key.maximum > key.minimum ? key.maximum : 1;
    return numberText(key.minimum + share * share * share * (top - key.minimum));
}

std::string anySizes(const KeyInfo& key) {
    const auto size = [&key] {
        return std::to_string(*rc::gen::inRange(static_cast<int>(key.minimum), static_cast<int>(key.maximum) + 1));
    };
    std::string text = size();
    for (int layer = 0; layer < 12; ++layer)
        if (*rc::gen::inRange(0, 4) == 0)
            text += "+" + size() + "@" + std::to_string(layer);
    return text;
}

/// Of what separates settings, of what is escaped, and of letters.
std::string anyText() {
    std::string text;
    for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
             "a", "word", " ", ",", ":", "&", "|", "=", "+", "\"", "'", "\\", "\n", "\t", "\x01", "\xc3\xa9")))
        text += piece;
    return text;
}

std::string anyRuns() {
    std::set<std::string> runs;  // each once
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        runs.insert(std::string(16, *rc::gen::elementOf(std::string("0123456789abcdef"))));
    std::string text;
    for (const std::string& run : runs)
        text += (text.empty() ? "" : "+") + run;
    return text.empty() ? "none" : text;
}

std::string anyValue(const KeyInfo& key) {
    switch (key.kind) {
        case KeyKind::Integer:
            return std::to_string(*rc::gen::inRange(static_cast<int>(key.minimum), static_cast<int>(key.maximum) + 1));
        case KeyKind::Number:
            return anyNumber(key);
        case KeyKind::Layers:
            return anyLayers();
        case KeyKind::Sizes:
            return anySizes(key);
        case KeyKind::WordOrText:
            if (*rc::gen::arbitrary<bool>())
                return quotedText(anyText());
            break;
        case KeyKind::Runs:
            return anyRuns();
        case KeyKind::Choice:
        case KeyKind::Switch:
            break;
    }
    return *rc::gen::elementOf(key.choices);
}

/// One or two of any methods with any of their keys set to any of their values.
Design anyDesign() {
    Design design = (*rc::gen::elementOf(methods())).defaults;
    if (*rc::gen::inRange(0, 4) == 0)
        design.parts.push_back((*rc::gen::elementOf(methods())).defaults.parts.front());
    for (std::size_t part = 0; part < design.parts.size(); ++part)
        for (const KeyInfo& key : methodOf(design.parts[part]).keys)
            if (*rc::gen::arbitrary<bool>())
                key.set(design, anyValue(key), part);
    return design;
}

}  // namespace

TEST_CASE("Every design reads back from its text and its JSON") {
    checkProperty([] {
        const Design design = anyDesign();
        RC_LOG() << toText(design);
        RC_ASSERT(parseDesign(toText(design)) == design);
        RC_ASSERT(designFromJson(nlohmann::json::parse(toJson(design).dump())) == design);
        RC_ASSERT(toText(parseDesign(toText(design))) == toText(design));
    });
}

TEST_CASE("A setting that equals the default of another name is written if it is not the default of its own") {
    for (const char* text : {"mam:hidden=0", "mam:hidden=512", "unipelt:alpha=8", "unipelt:length=30", "pfeiffer:m=64"})
        CHECK(toText(parseDesign(text)) == text);
    for (const char* text : {"mam:hidden=800", "unipelt:length=10", "prefix:hidden=512", "pfeiffer:m=48"})
        CHECK(toText(parseDesign(text)) == std::string(text).substr(0, std::string(text).find(':')));
    for (const MethodInfo& method : methods())
        for (const KeyInfo& key : method.keys)
            for (const MethodInfo& other : methods()) {
                const KeyInfo* same = other.key(key.name);
                const std::string value = same ? same->get(other.defaults) : std::string();
                const bool isKnown = key.choices.empty() ||
                                     std::find(key.choices.begin(), key.choices.end(), value) != key.choices.end();
                if (value.empty() || !isKnown)
                    continue;
                CAPTURE(method.name, key.name, value);
                Design design = method.defaults;
                key.set(design, value);
                CHECK(parseDesign(toText(design)) == design);
            }
}

TEST_CASE("Designs that differ differ in their text") {
    checkProperty([] {
        const Design one = anyDesign();
        Design other = one;
        const KeyInfo key = *rc::gen::elementOf(methodOf(one).keys);
        key.set(other, anyValue(key));
        RC_ASSERT((one == other) == (toText(one) == toText(other)));
    });
}

TEST_CASE("Alternatives give every combination once") {
    checkProperty([] {
        const MethodInfo& method = *findMethod(*rc::gen::element<std::string>("houlsby", "prompt"));
        std::string text = method.name;
        std::size_t combinations = 1;
        for (const KeyInfo& key : method.keys) {
            if (combinations > 100 || *rc::gen::inRange(0, 3) != 0)
                continue;
            std::set<std::string> values;
            for (int i = 0; i < 3; ++i)
                values.insert(anyValue(key));
            std::set<std::string> meanings;  // two texts may name one value
            std::string listed;
            for (const std::string& value : values) {
                Design design = method.defaults;
                key.set(design, value);
                if (meanings.insert(toText(design)).second)
                    listed += (listed.empty() ? "" : "|") + value;
            }
            combinations *= meanings.size();
            text += (text == method.name ? ":" : ",") + key.name + "=" + listed;
        }
        RC_LOG() << text;
        std::set<std::string> expanded;
        for (const Design& design : expandDesigns(text))
            expanded.insert(toText(design));
        RC_ASSERT(expanded.size() == combinations);
        RC_ASSERT(expandDesigns(text).size() == combinations);
    });
}
