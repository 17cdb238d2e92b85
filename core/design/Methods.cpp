// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Methods.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Text.h"

namespace adapterscope {
namespace {

/// What a design may train of any base.
const std::vector<ComponentName> commonComponents = {{"layer_norm", "LayerNorms", true},
                                                     {"encoder_layers", "Encoder layers", true},
                                                     {"embeddings", "Embeddings", true},
                                                     {"pooler", "Pooler", true},
                                                     {"head", "Head"}};

const ComponentName* found(const std::vector<ComponentName>& components, std::string_view name) {
    const auto here = std::find_if(components.begin(), components.end(),
                                   [name](const ComponentName& component) { return component.name == name; });
    return here == components.end() ? nullptr : &*here;
}

const ComponentName* ofAMethod(std::string_view name) {
    for (const MethodInfo& method : methods())
        if (const ComponentName* component = found(method.components, name))
            return component;
    return nullptr;
}

/// Null if there is none of that name.
const ComponentName* componentNamed(std::string_view name) {
    const ComponentName* common = found(commonComponents, name);
    return common ? common : ofAMethod(name);
}

}  // namespace

const KeyInfo* MethodInfo::key(std::string_view keyName) const {
    for (const auto& info : keys)
        if (info.name == keyName)
            return &info;
    return nullptr;
}

std::string componentTitle(std::string_view component) {
    const ComponentName* named = componentNamed(component);
    return named ? named->title : std::string(component);
}

std::string listedTitle(const Term& term) {
    const ComponentName* component = componentNamed(term.component);
    return component && component->namesItsTerms ? component->title : term.title;
}

bool isMethodsOwn(std::string_view component) {
    return ofAMethod(component) != nullptr;
}

const MethodInfo* findMethod(std::string_view name) {
    for (const auto& method : methods())
        if (method.name == name)
            return &method;
    return nullptr;
}

const MethodInfo& methodNamed(std::string_view name) {
    if (const MethodInfo* method = findMethod(name))
        return *method;
    std::vector<std::string> names;
    for (const auto& method : methods())
        names.push_back(method.name);
    throw Error("There is no method '{}'; available are {}.{}", name, listed(names, "and"), suggestion(name, names));
}

const MethodInfo& methodOf(const Part& part) {
    return methodNamed(part.method);
}

NamedKey namedKey(const Part& part, const std::string& name, std::string value) {
    const MethodInfo& method = methodOf(part);
    const KeyInfo* own = method.key(name);
    const KeyInfo* key = own ? own : methodNamed(method.general).key(name);
    return {name, key ? key->label : name, std::move(value)};
}

const MethodInfo& methodOf(const Design& design) {
    return methodOf(design.parts.front());
}

const MethodInfo& yardstick() {
    return *std::find_if(methods().begin(), methods().end(),
                         [](const MethodInfo& method) { return method.isYardstick; });
}

std::vector<TrainedTensor> trainedTensors(const Design& design, const BaseConfig& base, Pooling pooling) {
    std::vector<TrainedTensor> tensors;
    for (const Part& part : design.parts)
        if (const auto& trained = methodOf(part).trained)
            for (TrainedTensor& tensor : trained(part, base, pooling))
                tensors.push_back(std::move(tensor));
    return tensors;
}

std::optional<Bottleneck> bottleneckOf(const Design& design, const BaseConfig& base) {
    for (const Part& part : design.parts)
        if (const auto& bottleneck = methodOf(part).bottleneck)
            return bottleneck(part, base);
    return std::nullopt;
}

Design asStored(const Design& design) {
    Design stored = design;
    for (Part& part : stored.parts)
        if (const auto& method = methodOf(part); method.stored)
            part = method.stored(part);
    return stored;
}

std::int64_t multiplyAddsOf(const MethodInfo& method, const Part& part, const BaseConfig& base, Pooling pooling) {
    if (method.multiplyAdds)
        return method.multiplyAdds(part, base, pooling);
    std::int64_t sum = 0;
    if (method.added)
        for (const Term& term : method.added(method.stored ? method.stored(part) : part, base, pooling))
            sum += term.parameters();
    return sum;
}

std::int64_t multiplyAddsOf(const Design& design, const BaseConfig& base, Pooling pooling) {
    std::int64_t sum = 0;
    for (const Part& part : design.parts)
        sum += multiplyAddsOf(methodOf(part), part, base, pooling);
    return sum;
}

int positionsTaken(const Design& design) {
    int taken = 0;
    for (const Part& part : design.parts)
        if (const auto& method = methodOf(part); method.positions)
            taken += method.positions(part);
    return taken;
}

std::vector<std::string> startTexts(const Design& design) {
    std::vector<std::string> texts;
    for (const Part& part : design.parts)
        if (const auto& method = methodOf(part); method.texts)
            for (std::string& text : method.texts(part))
                texts.push_back(std::move(text));
    return texts;
}

std::string helpText(const MethodInfo& method) {
    std::string text = fmt::format("{}: {}\n{}\n", method.name, method.title, method.summary);
    for (const auto& key : method.keys) {
        const std::string byDefault = key.get(method.defaults);
        text += fmt::format("  {}={}", key.name, byDefault.empty() ? numberText(method.learningRate) : byDefault);
        std::vector<std::string> others;
        for (const auto& choice : key.choices)
            if (choice != byDefault)
                others.push_back(choice);
        if (key.kind == KeyKind::Number && !others.empty())
            others.insert(others.begin(), "a number");
        if (key.kind == KeyKind::Layers)
            others.emplace_back("spans such as 0-3+6");
        if (key.kind == KeyKind::WordOrText)
            others.emplace_back("a text in quotation marks");
        if (!others.empty())
            text += fmt::format(" ({})", listed(others));
        text += fmt::format("\n      {}\n", key.help);
    }
    return text;
}

double learningRateOf(const Design& design) {
    return design.learningRate.value_or(methodOf(design.parts[slowestPart(design)]).learningRate);
}

std::size_t slowestPart(const Design& design) {
    const auto slowest = std::min_element(
        design.parts.begin(), design.parts.end(),
        [](const Part& one, const Part& other) { return methodOf(one).learningRate < methodOf(other).learningRate; });
    return static_cast<std::size_t>(slowest - design.parts.begin());
}

}  // namespace adapterscope
