// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/design/Design.h"
#include "ui/look/Card.h"

class QLineEdit;
class QPushButton;

namespace adapterscope {

class FindingLabel;
class Session;

/// The design as its canonical text, which can also be edited, and the command that does the same without a window.
class DesignTextCard : public Card {
    Q_OBJECT

public:
    explicit DesignTextCard(Session& session, QWidget* parent = nullptr);

    /// If the design cannot be trained, the reason is shown: below the text, and as a message if that is out of sight.
    void addToSweep();
    /// What is wrong with a control's text that cannot be read; empty if all can. Until then there is no command.
    void setUnread(const QString& fault);

signals:
    void exportRequested();

private:
    QLayout* lineWithCopy(QLineEdit* line, const QString& what);
    void showChoice();
    /// None while what was typed, here or in a control, is not a design.
    void showCommand();
    void readText(const QString& text);
    /// Why the text is not a design; empty if it is.
    std::optional<Sentence> typedFault() const;
    /// What keeps what the text says from being trained, if anything.
    std::vector<Finding> findings() const;
    /// Below the text; meanwhile the design is neither added to the sweep nor exported.
    void showFindings(const std::vector<Finding>& findings);

    Session& m_session;
    QLineEdit *m_text, *m_command;
    QPushButton *m_sweep, *m_export;
    FindingLabel* m_fault;
    QString m_unread;
};

}  // namespace adapterscope
