// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/RunsEditor.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace adapterscope {

RunsEditor::RunsEditor(const KeyInfo& info) : KeyEditor(info), m_line(new QLineEdit) {
    m_line->setPlaceholderText(tr("ID+ID"));
    adopt(m_line, objectNameOfKey());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) {
        const QString runs = text.trimmed();
        edit(runs.isEmpty() ? QStringLiteral("none") : runs);
    });
}

void RunsEditor::display(const Design& design) {
    const QString runs = textOf(design) == QLatin1String("none") ? QString() : textOf(design);
    if (m_line->text().trimmed() != runs && !meansTheSame(*m_line, m_line->text(), design))
        m_line->setText(runs);
}

}  // namespace adapterscope
