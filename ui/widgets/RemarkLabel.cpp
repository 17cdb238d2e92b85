// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RemarkLabel.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

#include "ui/look/TextSize.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

namespace {

/// More than this would push the controls away.
constexpr int mostShown = 2;

}  // namespace

RemarkLabel::RemarkLabel(const QString& objectName, QString about, QWidget* parent)
    : QWidget(parent), m_about(std::move(about)), m_first(new FindingLabel), m_all(new QToolButton) {
    setObjectName(objectName);
    m_all->setObjectName(objectName + "All");
    m_all->setAutoRaise(true);
    m_all->setToolTip(tr("Shows every remark, to read and to copy"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_first);
    layout->addWidget(m_all, 0, Qt::AlignLeft);
    connect(m_all, &QToolButton::clicked, this, &RemarkLabel::showAll);
    hide();
}

void RemarkLabel::setRemarks(const QStringList& remarks) {
    m_remarks = remarks;
    std::vector<Finding> first;
    for (const QString& remark : remarks.mid(0, mostShown))
        first.push_back({false, {}, remark.toStdString()});
    m_first->setFindings(first);
    m_all->setText(tr("All %1 remarks…").arg(remarks.size()));
    m_all->setVisible(remarks.size() > mostShown);
    setVisible(!remarks.isEmpty());
}

void RemarkLabel::showAll() {
    auto* dialog = new QDialog(window());
    dialog->setObjectName(objectName() + "Dialog");
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Remarks on %1").arg(m_about));
    dialog->resize(textsize::scaled(*dialog, 640), textsize::scaled(*dialog, 420));
    auto* text = new QPlainTextEdit(m_remarks.join("\n\n"));
    text->setReadOnly(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->open();
}

}  // namespace adapterscope
