// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/LayerSpan.h"

#include <algorithm>
#include <charconv>

#include "core/common/Error.h"
#include "core/common/Text.h"

namespace adapterscope {
namespace {

/// Far above any encoder; keeps a mistyped span from filling the memory.
constexpr int highestLayer = 9999;

int layerFromText(std::string_view text, std::string_view whole) {
    int layer = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), layer);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || layer < 0 || layer > highestLayer)
        throw Error(
            "'{}' is not a choice of layers: write all, none, or layers that count from 0, such as 0-3+6 "
            "('{}' is not a layer from 0 to {}).",
            whole, text, highestLayer);
    return layer;
}

}  // namespace

LayerSpan LayerSpan::none() {
    LayerSpan span;
    span.m_all = false;
    return span;
}

LayerSpan LayerSpan::of(std::vector<int> layers) {
    std::sort(layers.begin(), layers.end());
    layers.erase(std::unique(layers.begin(), layers.end()), layers.end());
    LayerSpan span = none();
    span.m_layers = std::move(layers);
    return span;
}

LayerSpan LayerSpan::parse(std::string_view text) {
    if (text == "all")
        return {};
    if (text == "none")
        return none();
    std::vector<int> layers;
    for (const auto& piece : split(text, '+')) {
        const auto dash = piece.find('-');
        const int first = layerFromText(piece.substr(0, dash), text);
        const int last = dash == std::string::npos ? first : layerFromText(piece.substr(dash + 1), text);
        if (last < first)
            throw Error("'{}' is not a choice of layers: in the span {} the first layer is above the last.", text,
                        piece);
        for (int layer = first; layer <= last; ++layer)
            layers.push_back(layer);
    }
    return of(std::move(layers));
}

bool LayerSpan::contains(int layer) const {
    return m_all || std::binary_search(m_layers.begin(), m_layers.end(), layer);
}

int LayerSpan::highest() const {
    return m_layers.empty() ? -1 : m_layers.back();
}

std::string LayerSpan::text() const {
    if (m_all)
        return "all";
    if (m_layers.empty())
        return "none";
    std::string text;
    for (std::size_t i = 0; i < m_layers.size();) {
        std::size_t end = i;
        while (end + 1 < m_layers.size() && m_layers[end + 1] == m_layers[end] + 1)
            ++end;
        if (!text.empty())
            text += '+';
        text += std::to_string(m_layers[i]);
        if (end > i)
            text += '-' + std::to_string(m_layers[end]);
        i = end + 1;
    }
    return text;
}

}  // namespace adapterscope
