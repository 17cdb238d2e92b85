// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace adapterscope {

/// A sub-layer of an encoder's layer, where a bottleneck adapter may sit.
enum class Site { Attention, Ffn };
std::string toText(Site site);               ///< "attention", "ffn"
Site siteFromText(const std::string& text);  ///< throws Error naming the text

}  // namespace adapterscope
