// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/Site.h"

#include "core/common/Error.h"
#include "core/common/Excerpt.h"

namespace adapterscope {

std::string toText(Site site) {
    switch (site) {
        case Site::Attention:
            return "attention";
        case Site::Ffn:
            return "ffn";
        case Site::Embeddings:
            break;
    }
    return "embeddings";
}

Site siteFromText(const std::string& text) {
    for (const Site site : {Site::Attention, Site::Ffn, Site::Embeddings})
        if (toText(site) == text)
            return site;
    throw Error("Unknown site \"" + excerpt(text) + "\": it is attention, ffn or embeddings.");
}

std::string toText(Measured measured) {
    switch (measured) {
        case Measured::Adapter:
            return "adapter";
        case Measured::Output:
            return "output";
        case Measured::Result:
            break;
    }
    return "result";
}

Measured measuredFromText(const std::string& text) {
    for (const Measured measured : {Measured::Adapter, Measured::Output, Measured::Result})
        if (toText(measured) == text)
            return measured;
    throw Error("A distance from the base was measured on \"" + excerpt(text) +
                "\", which is unknown: it is adapter, output or result.");
}

}  // namespace adapterscope
