// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "core/design/Fit.h"
#include "ui/pages/design/DiagramParts.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace adapterscope {

class FindingLabel;

/// The other way round, from a budget to the designs that fit it: the current one at its largest size, then the
/// closest of each method, then all others, closest first. They follow the design unless it is one of them. A click or
/// Enter chooses one; all that are listed go into the sweep together.
class BudgetSearch : public QWidget {
    Q_OBJECT

public:
    explicit BudgetSearch(QWidget* parent = nullptr);
    void setView(const std::optional<DesignView>& view);

signals:
    void designChosen(const adapterscope::Design& design);
    void answersShown(QWidget* list);
    void sweepRequested(const QStringList& designs);

private:
    void search();
    void listFits();
    void add(const Fit& fit);
    void choose(int row);

    std::optional<DesignView> m_view;  ///< the last that there was
    bool m_hasDesign = false;          ///< which is the current one
    std::optional<BudgetLimit> m_limit;
    std::vector<Fit> m_fits;        ///< whatever the design is
    std::vector<Design> m_designs;  ///< those in the list
    QLineEdit* m_budget;
    QListWidget* m_list;
    QPushButton* m_sweep;
    FindingLabel* m_fault;
};

}  // namespace adapterscope
