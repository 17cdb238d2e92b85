// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/EmptyState.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/look/Card.h"
#include "ui/look/SignLabel.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"

namespace adapterscope {

EmptyState::EmptyState(Glyph glyph, const QString& sentence, const QString& action, QWidget* parent) : QWidget(parent) {
    auto* sign = new SignLabel(48, glyphIcon(glyph));
    sign->setEnabled(false);
    auto* text = new ToneLabel(theme::quietText, sentence);
    text->setAlignment(Qt::AlignCenter);
    textsize::limitWidth(*text, 400);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(sign, 0, Qt::AlignHCenter);
    auto* row = new QHBoxLayout;  // as wide as its limit, or as the page
    row->addStretch(1);
    row->addWidget(text, 1000);
    row->addStretch(1);
    layout->addLayout(row);
    if (!action.isEmpty()) {
        auto* button = new QPushButton(action);
        button->setObjectName("emptyStateAction");
        connect(button, &QPushButton::clicked, this, &EmptyState::acted);
        layout->addWidget(button, 0, Qt::AlignHCenter);
    }
    layout->addStretch();
}

}  // namespace adapterscope
