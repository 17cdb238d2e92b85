// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/DesignPage.h"

#include "ui/Glyph.h"

namespace adapterscope {

DesignPage::DesignPage(Session& session, QWidget* parent) : Page(session, parent) {}

QIcon DesignPage::icon() const {
    return glyphIcon(Glyph::Design);
}

}  // namespace adapterscope
