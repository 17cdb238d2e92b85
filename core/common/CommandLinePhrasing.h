// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/common/Phrasing.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// The command line's: settings are its options.
class CommandLinePhrasing : public Phrasing {
public:
    std::string phrase(const NamedSetting& setting) const override;
};

/// The inverse: the sentence whose text() this is, with the options in it as settings. For sentences that were stored
/// or sent as text.
Sentence sentenceFromText(const std::string& text);

}  // namespace adapterscope
