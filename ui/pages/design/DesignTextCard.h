// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

signals:
    void exportRequested();

private:
    QLayout* lineWithCopy(QLineEdit* line, const QString& what);
    void showChoice();
    /// None while the design has a fault.
    void showCommand();
    /// Shows the fault and the command again: they depend on the base, and on what is typed elsewhere.
    void refresh();
    void readText(const QString& text);
    /// Below the text; meanwhile the design is neither added to the sweep nor exported.
    void showFault(const QString& fault);

    Session& m_session;
    QLineEdit *m_text, *m_command;
    QPushButton *m_sweep, *m_export;
    FindingLabel* m_fault;
};

}  // namespace adapterscope
