// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "ui/pages/design/DiagramParts.h"

class QLineEdit;
class QListWidget;

namespace adapterscope {

class FindingLabel;

/// The other way round: from a budget to the designs that fit it, closest first. A double click or Enter chooses one.
class BudgetSearch : public QWidget {
    Q_OBJECT

public:
    explicit BudgetSearch(QWidget* parent = nullptr);
    void setView(const std::optional<DesignView>& view);

signals:
    void designChosen(const adapterscope::Design& design);
    void answersShown(QWidget* list);

private:
    void search();
    void choose(int row);

    std::optional<DesignView> m_view;
    std::vector<Design> m_designs;
    QLineEdit* m_budget;
    QListWidget* m_list;
    FindingLabel* m_fault;
};

}  // namespace adapterscope
