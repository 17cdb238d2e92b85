// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Site.h"

#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/Text.h"

namespace adapterscope {
namespace {

const Words<Site>& siteWords() {
    static const Words<Site> words = {{"attention", Site::Attention},
                                      {"ffn", Site::Ffn},
                                      {"embeddings", Site::Embeddings},
                                      {"pooler", Site::Pooler},
                                      {"last-state", Site::LastState}};
    return words;
}

const Words<Measured>& measuredWords() {
    static const Words<Measured> words = {
        {"adapter", Measured::Adapter}, {"output", Measured::Output}, {"result", Measured::Result}};
    return words;
}

}  // namespace

std::string toText(Site site) {
    return wordOf(siteWords(), site);
}

Site siteFromText(const std::string& text) {
    if (const auto site = meaningOf(siteWords(), text))
        return *site;
    throw Error("Unknown site \"{}\": it is {}.", excerpt(text), listed(namesIn(siteWords())));
}

Site siteOf(Role role) {
    switch (role) {
        case Role::Word:
        case Role::Position:
        case Role::Type:
        case Role::EmbeddingNorm:
            return Site::Embeddings;
        case Role::Query:
        case Role::Key:
        case Role::Value:
        case Role::AttentionOut:
        case Role::AttentionNorm:
            return Site::Attention;
        case Role::FfnIn:
        case Role::FfnOut:
        case Role::FfnNorm:
            return Site::Ffn;
        case Role::Pooler:
            break;
    }
    return Site::Pooler;
}

const Words<Site>& subLayerWords() {
    static const Words<Site> words = [] {
        Words<Site> own;
        for (const Site site : subLayers)
            own.emplace_back(toText(site), site);
        return own;
    }();
    return words;
}

std::string toText(Measured measured) {
    return wordOf(measuredWords(), measured);
}

Measured measuredFromText(const std::string& text) {
    if (const auto measured = meaningOf(measuredWords(), text))
        return *measured;
    throw Error("A distance from the base was measured on \"{}\", which is unknown: it is {}.", excerpt(text),
                listed(namesIn(measuredWords())));
}

}  // namespace adapterscope
