// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Site.h"

#include "core/common/Error.h"
#include "core/common/Excerpt.h"

namespace adapterscope {

std::string toText(Site site) {
    return site == Site::Attention ? "attention" : "ffn";
}

Site siteFromText(const std::string& text) {
    for (const Site site : {Site::Attention, Site::Ffn})
        if (toText(site) == text)
            return site;
    throw Error("Unknown site \"" + excerpt(text) + "\": it is attention or ffn.");
}

}  // namespace adapterscope
