// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Site.h"

namespace adapterscope {

std::string toText(Site site) {
    return site == Site::Attention ? "attention" : "ffn";
}

}  // namespace adapterscope
