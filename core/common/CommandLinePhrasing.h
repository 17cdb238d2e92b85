// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/common/Phrasing.h"

namespace adapterscope {

/// The command line's: settings are its options.
class CommandLinePhrasing : public Phrasing {
public:
    std::string phrase(const NamedSetting& setting) const override;
};

}  // namespace adapterscope
