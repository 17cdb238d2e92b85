// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/Card.h"

class QLineEdit;

namespace adapterscope {

class FindingLabel;
class Session;

/// The design as its canonical text, which can also be edited, and the command that does the same without a window.
class DesignTextCard : public Card {
    Q_OBJECT

public:
    explicit DesignTextCard(Session& session, QWidget* parent = nullptr);

signals:
    void exportRequested();

private:
    QLayout* lineWithCopy(QLineEdit* line, const QString& what);
    void showChoice();
    void readText(const QString& text);
    /// Shows below the text what keeps the design from being trained, if anything.
    void addToSweep();

    Session& m_session;
    QLineEdit *m_text, *m_command;
    FindingLabel* m_fault;
};

}  // namespace adapterscope
