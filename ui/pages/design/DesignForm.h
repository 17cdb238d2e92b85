// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/design/Design.h"

class QComboBox;
class QPushButton;

namespace adapterscope {

class FormRows;
class PartsForm;
class Session;
class SourceChooser;
class ToneLabel;

/// Base, task, method, and the settings of the design. The method is that of the part whose settings are shown.
class DesignForm : public QWidget {
    Q_OBJECT

public:
    explicit DesignForm(Session& session, QWidget* parent = nullptr);

    /// Puts each finding below the control it is about.
    void showFindings(const std::vector<Finding>& findings);
    /// Puts labels above their controls, which takes less width than beside them.
    void setStacked(bool stacked);
    /// The least width with labels beside their controls, whether or not they are.
    int widthBeside() const;

signals:
    /// The settings of that part are shown.
    void partShown(std::size_t part);

private:
    void buildSources(FormRows& rows);
    void buildMethod(FormRows& rows);
    /// Offers the methods that can be combined with the design.
    void offerParts();
    void chooseMethod();
    void showChoice();
    void showBase();
    void showTask();
    void showMethod();

    Session& m_session;
    SourceChooser *m_base, *m_task;
    QComboBox *m_method, *m_preset;
    QPushButton* m_add;
    ToneLabel* m_summary;
    PartsForm* m_parts;
    bool m_stacked = false;
};

}  // namespace adapterscope
