// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FindingLabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/look/Breakable.h"
#include "ui/look/Card.h"
#include "ui/look/Glyph.h"
#include "ui/look/SignLabel.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

namespace {

QWidget* lineOf(const Finding& finding) {
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->setSpacing(6);
    const ToneLabel::Tone tone = finding.fault ? theme::fault : theme::quietText;
    auto* sign = new SignLabel(14, glyphIcon(finding.fault ? Glyph::Fault : Glyph::Information, tone));
    sign->setAccessibleName(finding.fault ? QObject::tr("Fault") : QObject::tr("Remark"));
    auto* text = new ToneLabel(tone, breakable(inWindowWords(finding.sentence)));
    textsize::scale(*text, 0.9);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    return line;
}

}  // namespace

FindingLabel::FindingLabel(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    hide();
}

void FindingLabel::setFindings(const std::vector<Finding>& findings) {
    QStringList sentences;
    for (const Finding& finding : findings)
        sentences << inWindowWords(finding.sentence);
    if (sentences.join('\n') == m_text)
        return;
    m_text = sentences.join('\n');
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Finding& finding : findings)
        m_layout->addWidget(lineOf(finding));
    setVisible(!findings.empty());
}

}  // namespace adapterscope
