// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Text.h"
#include "core/design/Budget.h"
#include "core/design/Design.h"
#include "core/design/Keys.h"
#include "core/design/Methods.h"

namespace adapterscope {
namespace {

/// A key that every method has.
NamedKey ofDesign(const std::string& key, std::string value = {}) {
    return namedKey(Part(), key, std::move(value));
}

/// The settings must be those of the name's method, and a name without a key must have the key's default: the design's
/// text could not state anything else.
bool checkName(const Design& design, std::size_t index, const MethodInfo& method, std::vector<Finding>& findings) {
    const Part& part = design.parts[index];
    if (part.settings.type() != method.defaults.parts.front().settings.type()) {
        findings.push_back({true, "", {"The settings are not those of the method '{}'.", part.method}});
        return false;
    }
    for (const auto& key : methodNamed(method.general).keys) {
        const KeyInfo* own = method.key(key.name);
        const std::string value = key.get(design, index);
        if (!own && value != key.get(method.defaults))
            findings.push_back({true,
                                key.name,
                                {"'{}' has no key '{}' (here {}); use the method {}, which has every key.", part.method,
                                 key.name, value, method.general}});
        else if (own && own->get(design, index) != value)
            findings.push_back(
                {true,
                 key.name,
                 {"'{}' has one {} for all layers (here {}); use the method {}, whose {} may differ by layer.",
                  part.method, namedKey(part, key.name), value, method.general, namedKey(part, key.name)}});
    }
    return true;
}

/// A tensor or a place belongs to one part only: two that train the same tensor would overwrite each other.
void checkUnion(const Design& design, const BaseConfig& base, std::vector<Finding>& findings) {
    std::map<std::string, std::size_t> owners;
    std::set<std::pair<std::size_t, std::size_t>> told;
    const auto claim = [&](std::size_t part, const std::string& what) {
        const auto [owner, isNew] = owners.emplace(what, part);
        if (!isNew && owner->second != part && told.emplace(owner->second, part).second)
            findings.push_back({true,
                                "",
                                {"The parts {} and {} cannot be combined: both have {}. Change one of them.",
                                 design.parts[owner->second].method, design.parts[part].method, what},
                                {owner->second, part}});
    };
    for (std::size_t i = 0; i < design.parts.size(); ++i) {
        const MethodInfo& method = methodOf(design.parts[i]);
        if (method.trained)
            for (const auto& [component, fact] : method.trained(design.parts[i], base, Pooling::Pooler))
                claim(i, "the trained tensor " + tensorName(base, fact));
        if (method.places)
            for (const std::string& place : method.places(design.parts[i], base))
                claim(i, place);
    }
}

/// A design that trains nothing, and a part that changes nothing. (Bottleneck adapters have remarks of their own.)
void checkEffect(const Design& design, const BaseConfig& base, std::vector<Finding>& findings) {
    if (!design.head && count(design, base, 2, Pooling::Pooler).trained == 0) {
        findings.push_back({true,
                            "head",
                            {"With {} nothing is trained: write {}, or change at least one layer.",
                             ofDesign("head", "off"), ofDesign("head", "on")}});
        return;
    }
    for (const Part& part : design.parts) {
        const MethodInfo& method = methodOf(part);
        if (!method.added || method.trained)
            continue;
        const std::vector<Term> terms = method.added(part, base, Pooling::Pooler);
        if (std::all_of(terms.begin(), terms.end(), [](const Term& term) { return term.parameters() == 0; }))
            findings.push_back({false,
                                method.key("layers") ? "layers" : "",
                                {"{} changes no layer of this base{}.", part.method,
                                 design.parts.size() == 1 ? "; only the head is trained" : ""}});
    }
}

void checkLearningRate(const Design& design, std::vector<Finding>& findings) {
    if (!design.learningRate)
        return;
    const double rate = *design.learningRate;
    const NamedKey key = ofDesign("lr");
    if (!std::isfinite(rate) || rate <= 0)
        findings.push_back(
            {true, "lr", {"{} = {}: write a finite rate above 0, such as 1e-3.", key, numberText(rate)}});
    else if (rate > 1)
        findings.push_back(
            {false,
             "lr",
             {"{} = {} is far above every published rate; training will likely diverge.", key, numberText(rate)}});
}

bool hasFault(const std::vector<Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(), [](const Finding& finding) { return finding.fault; });
}

/// What is wrong with, or worth a remark about, one part; false if the rest cannot be checked.
bool checkPart(const Design& design, std::size_t index, const BaseConfig* base, std::vector<Finding>& findings) {
    const Part& part = design.parts[index];
    const MethodInfo* method = findMethod(part.method);
    if (!method) {
        findings.push_back({true, "", {"There is no method '{}'.", part.method}});
        return false;
    }
    if (!checkName(design, index, *method, findings))
        return false;
    if (method->check)
        method->check(design, part, base, findings);
    return true;
}

std::vector<Finding> findingsOf(const Design& design, const BaseConfig* base) {
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < design.parts.size(); ++i) {
        const std::size_t before = findings.size();
        const bool isKnown = checkPart(design, i, base, findings);
        for (std::size_t own = before; own < findings.size(); ++own)
            findings[own].parts = {i};
        if (!isKnown)
            return findings;
    }
    checkLearningRate(design, findings);
    if (base && design.parts.size() > 1 && !hasFault(findings))
        checkUnion(design, *base, findings);
    if (base && !hasFault(findings))
        checkEffect(design, *base, findings);
    if (!design.head && !hasFault(findings))
        findings.push_back({false,
                            "head",
                            {"{} leaves the classification head as it starts: at random values, if the base has none.",
                             ofDesign("head", "off")}});
    return findings;
}

}  // namespace

void checkLayers(const LayerSpan& layers, const BaseConfig* base, PartFindings& findings) {
    if (base && layers.highest() >= base->layers)
        findings.fault(
            "layers", {"{} names layer {}, but the base has {} layers, 0 to {}.", findings.key("layers", layers.text()),
                       layers.highest(), base->layers, base->layers - 1});
}

std::vector<Finding> validate(const Design& design) {
    return findingsOf(design, nullptr);
}

std::vector<Finding> validate(const Design& design, const BaseConfig& base) {
    return findingsOf(design, &base);
}

std::vector<Finding> validate(const Design& design, const BaseConfig& base, Pooling pooling) {
    std::vector<Finding> findings = validate(design, base);
    if (pooling != Pooling::Pooler || base.defaultPooling == Pooling::Pooler || hasFault(findings))
        return findings;
    if (count(design, base, 2, pooling).component("pooler") == 0)
        findings.push_back({false,
                            "pooling",
                            {"the pooler stays as it was pre-trained, and this base is made to be read by {}: through "
                             "the pooler the head may learn next to nothing. Choose pooling {}.",
                             toText(base.defaultPooling), toText(base.defaultPooling)}});
    return findings;
}

void requirePositions(const Design& design, const BaseConfig& base, int maxLength) {
    const int taken = positionsTaken(design);
    if (taken == 0 || maxLength + taken <= base.positions)
        return;
    std::vector<Sentence> instead;
    for (const Part& part : design.parts)
        if (const MethodInfo& method = methodOf(part); method.positions && method.positions(part) > 0)
            instead.push_back(method.fewerPositions(part));
    throw Error(
        "Design '{}' takes {} of the base's {} positions, which leaves {} for texts of up to {} tokens: lower {}, or "
        "write {}.",
        excerpt(toText(design)), taken, base.positions, std::max(base.positions - taken, 0), maxLength,
        Setting::MaxLength, joined(instead, ", or "));
}

void requireValid(const Design& design, const BaseConfig& base, const std::string& exceptKey) {
    std::vector<Sentence> faults;
    for (const auto& finding : validate(design, base))
        if (finding.fault && (exceptKey.empty() || finding.key != exceptKey))
            faults.push_back(finding.sentence);
    const bool isKnown = std::all_of(design.parts.begin(), design.parts.end(),
                                     [](const Part& part) { return findMethod(part.method) != nullptr; });
    if (!faults.empty())
        throw Error("Design '{}': {}", excerpt(isKnown ? toText(design) : design.name()), joined(faults, " "));
}

}  // namespace adapterscope
