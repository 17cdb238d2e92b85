// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adapterscope {

/// A choice of layers: all, none, or spans such as `0-3+6` (layers count from 0).
class LayerSpan {
public:
    LayerSpan() = default;  ///< all layers
    static LayerSpan none();
    static LayerSpan of(std::vector<int> layers);   ///< sorted, without repeats
    static LayerSpan parse(std::string_view text);  ///< throws Error naming the text

    bool isAll() const { return m_all; }
    bool contains(int layer) const;
    int highest() const;                                         ///< -1 for all and none
    const std::vector<int>& listed() const { return m_layers; }  ///< empty for all and none
    std::string text() const;                                    ///< `all`, `none`, `0-3+6`
    bool operator==(const LayerSpan&) const = default;

private:
    bool m_all = true;
    std::vector<int> m_layers;
};

}  // namespace adapterscope
