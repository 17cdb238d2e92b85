// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>

#include "core/common/CommandLinePhrasing.h"

namespace adapterscope::test {

/// The command line's words with a mark on either side of each setting, which shows what of a sentence is one.
class MarkedSettings : public Phrasing {
public:
    MarkedSettings(std::string before, std::string after) : m_before(std::move(before)), m_after(std::move(after)) {}
    std::string phrase(const NamedSetting& setting) const override {
        return m_before + CommandLinePhrasing().phrase(setting) + m_after;
    }

private:
    std::string m_before, m_after;
};

}  // namespace adapterscope::test
