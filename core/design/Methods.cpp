// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Methods.h"

#include "core/design/AdapterMethod.h"
#include "core/design/Keys.h"
#include "core/design/WholeMethods.h"

namespace adapterscope {
namespace {

/// Known NAMEs of cli.md that this version does not train.
const std::vector<std::string> laterNames = {"bitfit", "lora",      "ia3", "prefix",
                                             "prompt", "compacter", "mam", "unipelt"};

KeyInfo headKey() {
    return switchKey({"head", "Train the head",
                      "Whether the classification head is trained: C(d + 1) parameters for C classes. The paper always "
                      "trains it (Houlsby et al. 2019, section 2.1)."},
                     &Design::head);
}

KeyInfo learningRateKey(double byDefault) {
    KeyInfo key =
        describedKey({"lr", "Learning rate",
                      fmt::format("A learning rate of this design's own; {} by default. Adapters want larger rates "
                                  "than full fine-tuning and mind them less (Houlsby et al. 2019, appendix B).",
                                  numberText(byDefault))},
                     KeyKind::Number);
    key.minimum = 0;
    key.maximum = 10;
    key.get = [](const Design& design) {
        return design.learningRate ? numberText(*design.learningRate) : std::string();
    };
    key.set = [](Design& design, const std::string& value) {
        if (value.empty())
            design.learningRate.reset();
        else
            design.learningRate = readingKey("lr", value, numberFromText);
    };
    return key;
}

std::vector<MethodInfo> allMethods() {
    std::vector<MethodInfo> all = adapterMethods();
    for (auto& method : wholeMethods())
        all.push_back(std::move(method));
    for (auto& method : all) {
        method.keys.push_back(headKey());
        method.keys.push_back(learningRateKey(method.learningRate));
    }
    return all;
}

}  // namespace

const KeyInfo* MethodInfo::key(std::string_view keyName) const {
    for (const auto& info : keys)
        if (info.name == keyName)
            return &info;
    return nullptr;
}

const std::vector<MethodInfo>& methods() {
    static const std::vector<MethodInfo> all = allMethods();
    return all;
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
    for (const auto& later : laterNames)
        if (later == name)
            throw Error(
                fmt::format("The method '{}' is not available yet; available are {}.", name, listed(names, "and")));
    throw Error(fmt::format("There is no method '{}'; available are {}.{}", name, listed(names, "and"),
                            suggestion(name, names)));
}

const MethodInfo& methodOf(const Design& design) {
    return methodNamed(design.name);
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
            others.push_back("spans such as 0-3+6");
        if (!others.empty())
            text += fmt::format(" ({})", listed(others));
        text += fmt::format("\n      {}\n", key.help);
    }
    return text;
}

}  // namespace adapterscope
