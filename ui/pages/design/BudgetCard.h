// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/look/Card.h"
#include "ui/pages/design/DiagramParts.h"

class QGridLayout;

namespace adapterscope {

class BudgetBar;
class BudgetRuler;
class BudgetSearch;

/// What the design costs: the number of trained parameters, the formula with its numbers, the sum component by
/// component, and what that means compared with the base.
class BudgetCard : public Card {
    Q_OBJECT

public:
    explicit BudgetCard(QWidget* parent = nullptr);

    /// Without a valid design or a base it shows a dash, and why.
    void setView(const std::optional<DesignView>& view, const QString& why);
    /// The formula is that of this part of the design, whose settings are shown beside it.
    void setPart(std::size_t part);
    /// Shows the number and its share in that card, because this one may be out of sight; null for in this one.
    void showHeadlineIn(Card* other);

signals:
    /// The person chose a design that fits a budget.
    void designChosen(const adapterscope::Design& design);
    /// Designs that fit a budget are now listed, in that widget.
    void answersShown(QWidget* answers);
    /// The person asked to have these in the sweep.
    void sweepRequested(const QStringList& designs);

private:
    struct Row {
        QLabel *title, *factors, *value;
    };
    Row& row(std::size_t index);
    void showRows(const DesignView& view);
    void showFormula();
    void showMeaning(const DesignView& view);

    std::optional<DesignView> m_view;
    std::size_t m_part = 0;
    QWidget* m_headline;
    QLabel *m_number, *m_total;
    ToneLabel *m_share, *m_symbols, *m_formula, *m_meaning;
    BudgetBar* m_bar;
    BudgetRuler* m_ruler;
    BudgetSearch* m_search;
    QGridLayout* m_grid;
    QList<Row> m_rows;
    QWidget* m_details;
};

/// The shares of the components in the total, side by side.
class BudgetBar : public QWidget {
    Q_OBJECT

public:
    explicit BudgetBar(QWidget* parent = nullptr);
    void setBudget(const Budget& budget);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Budget m_budget;
};

}  // namespace adapterscope
