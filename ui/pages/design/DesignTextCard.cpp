// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/DesignTextCard.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/common/Error.h"
#include "core/design/Design.h"
#include "ui/look/Glyph.h"
#include "ui/look/PlainTip.h"
#include "ui/session/Session.h"
#include "ui/session/ShellCommand.h"
#include "ui/session/WindowPhrasing.h"
#include "ui/widgets/FindingLabel.h"

namespace adapterscope {

namespace {

bool meansTheSame(const QString& text, const Design& design) {
    try {
        return parseDesign(text.trimmed().toStdString()) == design;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

DesignTextCard::DesignTextCard(Session& session, QWidget* parent)
    : Card({}, parent),
      m_session(session),
      m_text(new QLineEdit),
      m_command(new QLineEdit),
      m_sweep(new QPushButton(glyphIcon(Glyph::Add), tr("&Add to Sweep"))),
      m_export(new QPushButton(tr("Exp&ort…"))),
      m_fault(new FindingLabel) {
    m_text->setObjectName("designText");
    m_text->setAccessibleName(tr("Design as text"));
    m_text->setToolTip(
        tr("The design in one line, as the command line and the project write it. Type one to set the controls."));
    m_command->setObjectName("commandText");
    m_command->setAccessibleName(tr("Command line"));
    m_command->setReadOnly(true);
    m_fault->setObjectName("designTextFault");
    m_sweep->setObjectName("addToSweep");
    m_sweep->setToolTip(tr("Put this design into the list of designs on the Sweep page"));
    m_export->setObjectName("exportDesign");
    m_export->setToolTip(tr("Write this design into a folder for AdapterScope, AdapterHub or PEFT (Ctrl+Shift+E)"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    auto* textLabel = new QLabel(tr("Desi&gn"));
    textLabel->setBuddy(m_text);
    auto* commandLabel = new QLabel(tr("Comman&d"));
    commandLabel->setBuddy(m_command);
    grid->addWidget(textLabel, 0, 0);
    grid->addLayout(lineWithCopy(m_text, tr("design")), 0, 1);
    grid->addWidget(m_sweep, 0, 2);
    grid->addWidget(m_fault, 1, 1, 1, 2);
    grid->addWidget(commandLabel, 2, 0);
    grid->addLayout(lineWithCopy(m_command, tr("command")), 2, 1);
    grid->addWidget(m_export, 2, 2);
    grid->setColumnStretch(1, 1);
    body()->addLayout(grid);
    connect(m_text, &QLineEdit::textEdited, this, &DesignTextCard::readText);
    connect(m_text, &QLineEdit::editingFinished, this, [this] {
        // Text that is not understood stays, with what is wrong with it.
        if (meansTheSame(m_text->text(), m_session.design()))
            m_text->setText(QString::fromStdString(toText(m_session.design())));
    });
    connect(m_sweep, &QPushButton::clicked, this, &DesignTextCard::addToSweep);
    connect(m_export, &QPushButton::clicked, this, &DesignTextCard::exportRequested);
    connect(&session, &Session::choiceChanged, this, &DesignTextCard::showChoice);
    connect(&session, &Session::unreadChanged, this, &DesignTextCard::refresh);
    connect(&session, &Session::baseChanged, this, &DesignTextCard::refresh);
    showChoice();
}

QLayout* DesignTextCard::lineWithCopy(QLineEdit* line, const QString& what) {
    auto* copy = new QToolButton;
    copy->setIcon(glyphIcon(Glyph::Copy));
    copy->setObjectName(line->objectName() + "Copy");
    copy->setToolTip(tr("Copy the %1").arg(what));
    copy->setAccessibleName(tr("Copy the %1").arg(what));
    connect(copy, &QToolButton::clicked, this, [line] { QApplication::clipboard()->setText(line->text()); });
    connect(line, &QLineEdit::textChanged, copy, [copy](const QString& text) { copy->setEnabled(!text.isEmpty()); });
    auto* layout = new QHBoxLayout;
    layout->setSpacing(4);
    layout->addWidget(line);
    layout->addWidget(copy);
    return layout;
}

void DesignTextCard::showChoice() {
    // While it is typed it stays as typed.
    if (!m_text->hasFocus() || !meansTheSame(m_text->text(), m_session.design())) {
        m_text->setText(QString::fromStdString(toText(m_session.design())));
        m_text->setCursorPosition(0);
        showFault({});
    }
    showCommand();
}

void DesignTextCard::refresh() {
    if (!m_fault->text().isEmpty())
        showFault(m_session.designFault());
    showCommand();
}

void DesignTextCard::showCommand() {
    const QString fault = m_session.designFault();
    m_command->setText(fault.isEmpty() ? trainCommand(m_session.choice()) : QString());
    m_command->setCursorPosition(0);
    m_command->setPlaceholderText(fault.isEmpty() ? QString() : tr("No command: %1").arg(fault));
    m_command->setToolTip(fault.isEmpty() ? tr("The command that trains this design on this task without a window")
                                          : wrappedTip(m_command->placeholderText()));
}

void DesignTextCard::addToSweep() {
    showFault(m_session.designFault());
    if (m_fault->text().isEmpty())
        emit m_session.sweepRequested({QString::fromStdString(toText(m_session.design()))});
    else if (!isVisible())
        m_session.requireDesign();
}

void DesignTextCard::showFault(const QString& fault) {
    m_fault->setFindings(fault.isEmpty() ? std::vector<Finding>()
                                         : std::vector<Finding>{{true, {}, fault.toStdString()}});
    m_sweep->setEnabled(fault.isEmpty());
    m_export->setEnabled(fault.isEmpty());
}

void DesignTextCard::readText(const QString& text) {
    QString unread;
    try {
        m_session.editDesign(parseDesign(text.trimmed().toStdString()), tr("Design as Text"), "text");
    } catch (const Error& error) {
        unread = inWindowWords(error.sentence());
    }
    m_session.setUnreadText(unread);
    showFault(m_session.designFault());
}

}  // namespace adapterscope
