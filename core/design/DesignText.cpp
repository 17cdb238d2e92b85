// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Text.h"
#include "core/design/Design.h"
#include "core/design/Methods.h"
#include "core/design/QuotedText.h"

namespace adapterscope {
namespace {

/// More designs than any sweep could train; keeps a mistyped grid from filling the memory.
constexpr std::size_t mostDesigns = 100000;

struct Assignment {
    const KeyInfo* key;
    std::vector<std::string> values;
};

/// A part and what its text sets, in the order typed.
struct PartGrid {
    const MethodInfo* method;
    std::vector<Assignment> assignments;
};

[[noreturn]] void unknownKey(const MethodInfo& method, const std::string& name) {
    std::vector<std::string> names;
    for (const auto& key : method.keys)
        names.push_back(key.name);
    if (method.general != method.name && methodNamed(method.general).key(name))
        throw Error("'{}' has no key '{}'; use the method {}, which has every key.", method.name, name, method.general);
    throw Error("'{}' has no key '{}'; its keys are {}.{}", method.name, name, listed(names, "and"),
                suggestion(name, names));
}

Assignment readAssignment(const MethodInfo& method, const std::string& text) {
    const auto equals = text.find('=');
    if (text.empty() || equals == std::string::npos)
        throw Error("'{}' is not a setting; write key=value, separated by commas.", text);
    const std::string name = trimmed(text.substr(0, equals));
    const KeyInfo* key = method.key(name);
    if (!key)
        unknownKey(method, name);
    Assignment assignment{key, splitOutsideQuotes(std::string_view(text).substr(equals + 1), '|')};
    for (const auto& value : assignment.values)
        if (value.empty())
            throw Error("The key '{}' lacks a value in '{}'.", name, text);
    return assignment;
}

PartGrid readPart(const std::string& text) {
    if (text.empty())
        throw Error("A design is empty; write NAME or NAME:key=value,… such as houlsby:m=64.");
    const auto colon = text.find(':');
    const std::string name = trimmed(text.substr(0, colon));
    if (name.find('|') != std::string::npos)
        throw Error("Alternatives are allowed inside values only; write a design for each method.");
    PartGrid grid{&methodNamed(name), {}};
    if (colon == std::string::npos)
        return grid;
    for (const auto& piece : splitOutsideQuotes(std::string_view(text).substr(colon + 1), ',')) {
        auto assignment = readAssignment(*grid.method, piece);
        for (const auto& earlier : grid.assignments)
            if (earlier.key == assignment.key)
                throw Error("The key '{}' is given twice; alternatives are written {}=a|b.", assignment.key->name,
                            assignment.key->name);
        grid.assignments.push_back(std::move(assignment));
    }
    return grid;
}

/// The parts of a union. Settings of the design as a whole are in at most one of them.
std::vector<PartGrid> readParts(const std::string& text) {
    std::vector<PartGrid> parts;
    std::set<std::string> ofDesign;
    for (const auto& piece : splitOutsideQuotes(text, '&')) {
        parts.push_back(readPart(trimmed(piece)));
        for (const auto& assignment : parts.back().assignments)
            if (assignment.key->isOfDesign && !ofDesign.insert(assignment.key->name).second)
                throw Error("The key '{}' applies to the whole design but is given in two of its parts; write it once.",
                            assignment.key->name);
    }
    if (parts.size() > mostParts)
        throw Error("A design has {} parts at most.", mostParts);
    return parts;
}

/// Puts the design's text before what is wrong with it.
template <class Function>
auto about(const std::string& text, Function function) {
    try {
        return function();
    } catch (const Error& error) {
        throw Error(Sentence("Design '{}': {}", excerpt(text), excerpt(error.what(), 800)), error.kind());
    }
}

void expandPart(std::vector<Design>& designs, std::size_t part, const PartGrid& grid) {
    for (const auto& [key, values] : grid.assignments) {
        if (designs.size() * values.size() > mostDesigns)
            throw Error("The grid has more than {} designs; use fewer alternatives.", mostDesigns);
        std::vector<Design> larger;
        for (const auto& design : designs) {
            for (const auto& value : values) {
                larger.push_back(design);
                key->set(larger.back(), value, part);
            }
        }
        designs = std::move(larger);
    }
}

std::vector<Design> expand(const std::string& text) {
    const std::vector<PartGrid> parts = readParts(text);
    Design start = parts.front().method->defaults;
    for (auto part = parts.begin() + 1; part != parts.end(); ++part)
        start.parts.push_back(part->method->defaults.parts.front());
    std::vector<Design> designs = {start};
    for (std::size_t i = 0; i < parts.size(); ++i)
        expandPart(designs, i, parts[i]);
    return designs;
}

/// Without outer blanks and, outside quotation marks, the zero-width spaces of a copy from the window's wrapped labels.
std::string asTyped(std::string_view text) {
    return trimmed(withoutOutsideQuotes(text, "\u200b"));
}

}  // namespace

Design parseDesign(std::string_view text) {
    const std::string whole = asTyped(text);
    return about(whole, [&whole] {
        if (splitOutsideQuotes(whole, '|').size() > 1)
            throw Error("alternatives (a|b) make several designs, but one is needed here.");
        return expand(whole).front();
    });
}

std::vector<Design> expandDesigns(std::string_view text) {
    const std::string whole = asTyped(text);
    return about(whole, [&whole] { return expand(whole); });
}

std::string toText(const Design& design) {
    return toText(design, {});
}

std::string canonicalText(Design design) {
    for (Part& part : design.parts)
        part.method = methodOf(part).general;
    design.learningRate.reset();
    return toText(design);
}

std::string toText(const Design& design, const std::set<std::string>& spelled) {
    std::string text;
    for (std::size_t i = 0; i < design.parts.size(); ++i) {
        const MethodInfo& method = methodOf(design.parts[i]);
        std::string keys;
        for (const auto& key : method.keys) {
            if (key.isOfDesign && i > 0)
                continue;
            const std::string value = key.get(design, i);
            if (value != key.get(method.defaults) || (spelled.contains(key.name) && !value.empty()))
                keys += fmt::format("{}{}={}", keys.empty() ? ":" : ",", key.name, value);
        }
        text += (i > 0 ? " & " : "") + design.parts[i].method + keys;
    }
    return text;
}

}  // namespace adapterscope
