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
    connect(&session, &Session::baseChanged, this, [this] {
        if (!m_fault->text().isEmpty())
            showFindings(findings());  // which depend on the base
    });
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
        showFindings({});
    }
    showCommand();
}

void DesignTextCard::setUnread(const QString& fault) {
    m_unread = fault;
    showCommand();
}

void DesignTextCard::showCommand() {
    const auto typed = typedFault();
    const QString fault = typed ? inWindowWords(*typed) : m_unread;
    m_command->setText(fault.isEmpty() ? trainCommand(m_session.choice()) : QString());
    m_command->setCursorPosition(0);
    m_command->setPlaceholderText(fault.isEmpty() ? QString() : tr("No command: %1").arg(fault));
    m_command->setToolTip(fault.isEmpty() ? tr("The command that trains this design on this task without a window")
                                          : wrappedTip(m_command->placeholderText()));
}

void DesignTextCard::addToSweep() {
    const std::vector<Finding> wrong = findings();
    showFindings(wrong);
    if (wrong.empty())
        emit m_session.sweepRequested({QString::fromStdString(toText(m_session.design()))});
    else if (!isVisible())
        m_session.report(Message::Level::Fault, faultText(wrong.front().sentence));
}

std::optional<Sentence> DesignTextCard::typedFault() const {
    try {
        parseDesign(m_text->text().trimmed().toStdString());
        return std::nullopt;
    } catch (const Error& error) {
        return error.sentence();
    }
}

std::vector<Finding> DesignTextCard::findings() const {
    if (const auto typed = typedFault())
        return {{true, {}, *typed}};
    const QString fault = m_session.designFault();
    return fault.isEmpty() ? std::vector<Finding>() : std::vector<Finding>{{true, {}, fault.toStdString()}};
}

void DesignTextCard::showFindings(const std::vector<Finding>& findings) {
    m_fault->setFindings(findings);
    m_sweep->setEnabled(findings.empty());
    m_export->setEnabled(findings.empty());
}

void DesignTextCard::readText(const QString& text) {
    try {
        m_session.editDesign(parseDesign(text.trimmed().toStdString()), tr("Design as Text"), "text");
    } catch (const Error&) {
        // findings() states what is wrong
    }
    showFindings(findings());
    showCommand();
}

}  // namespace adapterscope
