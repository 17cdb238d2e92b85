// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Design.h"

namespace adapterscope {

std::string Design::name() const {
    std::string names;
    for (const Part& part : parts)
        names += (names.empty() ? "" : " & ") + part.method;
    return names;
}

}  // namespace adapterscope
