// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/References.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Text.h"
#include "core/design/Methods.h"

namespace adapterscope::cli {

namespace {

/// The parts between ", ".
std::vector<std::string> partsOf(const std::string& text) {
    constexpr std::string_view comma = ", ";
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(comma, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + comma.size();
    }
    return parts;
}

/// Whether the label has every part of the text. A key of the label's design is a part, too: "m=8" of "houlsby:m=8".
bool hasParts(const std::string& label, const std::string& text) {
    std::vector<std::string> known = partsOf(label);
    const std::string design = known.front();
    if (const auto keys = design.find(':'); keys != std::string::npos)
        for (const std::string& key : split(design.substr(keys + 1), ','))
            known.push_back(key);
    const std::vector<std::string> wanted = partsOf(text);
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& part) {
        return std::find(known.begin(), known.end(), part) != known.end();
    });
}

/// As designs are written; empty if the text is not a design.
std::string designText(const std::string& against) {
    try {
        return toText(parseDesign(against));
    } catch (const Error&) {
        return {};
    }
}

}  // namespace

References::References(const std::vector<ComparedDesign>& designs, const std::string& against) {
    for (const ComparedDesign& design : designs)
        keepBetter(m_references[scopeOf(design)], design);
    std::map<Scope, const ComparedDesign*> wanted;
    for (const ComparedDesign& design : designs)
        if (design.label == against || (against.empty() && design.spec.design == yardstick().defaults))
            keepBetter(wanted[scopeOf(design)], design);
    if (wanted.empty() && !against.empty())
        wanted = meantBy(against, designs);
    if (against.empty())
        wanted.merge(m_references);
    m_references = std::move(wanted);
}

const ComparedDesign* References::of(const ComparedDesign& design) const {
    const auto found = m_references.find(scopeOf(design));
    return found == m_references.end() ? nullptr : found->second;
}

References::Scope References::scopeOf(const ComparedDesign& design) {
    return {design.spec.baseHash, design.spec.taskHash, design.metric};
}

void References::keepBetter(const ComparedDesign*& kept, const ComparedDesign& design) {
    if (!kept || design.estimate.mean > kept->estimate.mean)
        kept = &design;
}

std::map<References::Scope, const ComparedDesign*> References::meantBy(const std::string& against,
                                                                       const std::vector<ComparedDesign>& designs) {
    std::vector<std::string> labels, matching;
    std::map<Scope, const ComparedDesign*> wanted;
    bool isAmbiguous = false;
    const std::string text = designText(against);
    for (const ComparedDesign& design : designs) {
        labels.push_back('"' + design.label + '"');
        if (toText(design.spec.design) != text && !hasParts(design.label, against))
            continue;
        matching.push_back(labels.back());
        isAmbiguous = !wanted.emplace(scopeOf(design), &design).second || isAmbiguous;
    }
    if (isAmbiguous)
        throw Error("--against {} matches several of those compared: give the label of one, {}.", against,
                    listed(matching));
    if (wanted.empty() && !designs.empty())
        throw Error("--against {} matches none of those compared: give the label of one, {}.", against, listed(labels));
    return wanted;
}

}  // namespace adapterscope::cli
