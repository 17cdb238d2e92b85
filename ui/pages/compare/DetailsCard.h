// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/figures/ProjectFigures.h"
#include "ui/look/Card.h"

class QLabel;
class QPushButton;

namespace adapterscope {

class RemarkLabel;

/// What is known about the selected design: its estimate, its place on the front, and how far it is from the reference.
class DetailsCard : public Card {
    Q_OBJECT

public:
    explicit DetailsCard(QWidget* parent = nullptr);

    /// Designs by key, the first ones of the selection; shows the first, and its difference to the second or to the
    /// reference.
    void showDesigns(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared, const QStringList& keys);
    QString text() const;

signals:
    void referenceChanged();

private:
    const ComparedDesign* referenceFor(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared,
                                       const QStringList& keys) const;
    QString estimateRows(const BudgetFigure& figure, const BudgetFigure::Design& design, const RunSpec& spec) const;
    QString differenceRows(const BudgetFigure& figure, const ComparedDesign& design,
                           const ComparedDesign& reference) const;

    QLabel *m_title, *m_body;
    RemarkLabel* m_remarks;
    QPushButton* m_pin;
    std::string m_reference, m_shown;
};

}  // namespace adapterscope
