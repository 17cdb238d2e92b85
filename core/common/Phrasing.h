// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/common/Quantity.h"
#include "core/common/Setting.h"

namespace adapterscope {

/// How one of the clients names the settings and the keys of designs in a sentence, and counts: CommandLinePhrasing.h,
/// ui/session/WindowPhrasing.h.
class Phrasing {
public:
    virtual ~Phrasing() = default;
    virtual std::string phrase(const NamedSetting& setting) const = 0;
    /// As the text form of designs has it by default.
    virtual std::string phraseKey(const NamedKey& key) const {
        return key.value.empty() ? key.name : key.name + '=' + key.value;
    }
    /// In English by default, and so far for every client (docs/architecture.md).
    virtual std::string phraseCount(const Counted& count) const { return count.text(); }
    /// What follows a sentence that names these settings, such as where they are; nothing by default.
    virtual std::string afterword(const std::vector<NamedSetting>&) const { return {}; }
};

}  // namespace adapterscope
