// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/SweepPage.h"

#include <QVBoxLayout>

#include "ui/EmptyState.h"

namespace adapterscope {

SweepPage::SweepPage(Session& session, QWidget* parent) : Page(session, parent) {
    auto* empty = new EmptyState(Glyph::Sweep, tr("No runs yet: design an adapter first."), tr("Go to Design"));
    connect(empty, &EmptyState::acted, this, [this] { emit pageRequested("design"); });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(empty);
}

QIcon SweepPage::icon() const {
    return glyphIcon(Glyph::Sweep);
}

}  // namespace adapterscope
