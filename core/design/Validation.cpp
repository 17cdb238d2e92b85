// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "core/Error.h"
#include "core/Excerpt.h"
#include "core/design/Budget.h"
#include "core/design/Design.h"
#include "core/design/Methods.h"
#include "core/design/RequirePooler.h"
#include "core/design/Text.h"

namespace adapterscope {
namespace {

/// The settings must be those of the name's method, and a name without a key must have the key's default: the design's
/// text could not say otherwise.
bool checkName(const Design& design, const MethodInfo& method, std::vector<Finding>& findings) {
    if (design.settings.index() != method.defaults.settings.index()) {
        findings.push_back({true, "", fmt::format("The settings are not those of the method '{}'.", design.name)});
        return false;
    }
    if (!method.key("m"))
        return true;
    for (const auto& key : methodNamed("adapter").keys) {
        const KeyInfo* own = method.key(key.name);
        const std::string value = key.get(design);
        if (!own && value != key.get(method.defaults))
            findings.push_back(
                {true, key.name,
                 fmt::format("'{}' has no key '{}' (here {}); use the method adapter, which has every key.",
                             design.name, key.name, value)});
        else if (own && own->kind != key.kind && !std::get<AdapterSettings>(design.settings).layerSizes.empty())
            findings.push_back(
                {true, key.name,
                 fmt::format(
                     "'{}' has one m for all layers (here {}); use the method adapter, whose m may differ by layer.",
                     design.name, value)});
    }
    return true;
}

void checkLearningRate(const Design& design, std::vector<Finding>& findings) {
    if (!design.learningRate)
        return;
    const double rate = *design.learningRate;
    if (!std::isfinite(rate) || rate <= 0)
        findings.push_back(
            {true, "lr", fmt::format("lr = {}: write a finite rate above 0, such as 1e-3.", numberText(rate))});
    else if (rate > 1)
        findings.push_back({false, "lr",
                            fmt::format("lr = {} is far above every published rate; training will likely diverge.",
                                        numberText(rate))});
}

std::vector<Finding> findingsOf(const Design& design, const BaseConfig* base) {
    std::vector<Finding> findings;
    const MethodInfo* method = findMethod(design.name);
    if (!method) {
        findings.push_back({true, "", fmt::format("There is no method '{}'.", design.name)});
        return findings;
    }
    if (!checkName(design, *method, findings))
        return findings;
    method->check(design, base, findings);
    checkLearningRate(design, findings);
    bool faulty = false;
    for (const auto& finding : findings)
        faulty = faulty || finding.fault;
    if (!design.head && !faulty)
        findings.push_back(
            {false, "head",
             "head=off leaves the classification head as it starts: at random, where the base brings none."});
    return findings;
}

}  // namespace

std::vector<Finding> validate(const Design& design) {
    return findingsOf(design, nullptr);
}

std::vector<Finding> validate(const Design& design, const BaseConfig& base) {
    return findingsOf(design, &base);
}

std::vector<Finding> validate(const Design& design, const BaseConfig& base, Pooling pooling) {
    std::vector<Finding> findings = validate(design, base);
    if (pooling != Pooling::Pooler || base.defaultPooling == Pooling::Pooler ||
        std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.fault; }))
        return findings;
    if (count(design, base, 2, pooling).component("pooler") == 0)
        findings.push_back(
            {false, "pooling",
             fmt::format("the pooler stays as it was pre-trained, and this base is made to be read by "
                         "{0}: through the pooler the head may learn next to nothing. Choose pooling {0}.",
                         toText(base.defaultPooling))});
    return findings;
}

void requireValid(const Design& design, const BaseConfig& base, const std::string& exceptKey) {
    std::string faults;
    for (const auto& finding : validate(design, base))
        if (finding.fault && (exceptKey.empty() || finding.key != exceptKey))
            faults += " " + finding.sentence;
    if (!faults.empty())
        throw Error(
            fmt::format("Design '{}':{}", excerpt(findMethod(design.name) ? toText(design) : design.name), faults));
}

void requirePooler(Pooling pooling, const BaseConfig& base, const std::string& baseName) {
    if (pooling == Pooling::Pooler && !base.hasPooler)
        throw Error(fmt::format("The base {} has no pooler: choose --pooling cls or mean.", baseName));
}

}  // namespace adapterscope
