// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/experiment/figures/ProjectFigures.h"
#include "core/experiment/plan/Sweep.h"
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

    /// Designs by key, in the order in which they were selected; shows the first, and its difference to the second or
    /// to the reference; of three or more, the differences of all. `known` holds the status of every run of the
    /// project.
    void showDesigns(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared, const QStringList& keys,
                     const std::map<std::string, Status>& known);
    /// The buttons, to be placed below the card where they are in view however long it is.
    QWidget* actions() const { return m_actions; }
    /// The key of the design that the person chose as reference; empty for full fine-tuning.
    const std::string& reference() const { return m_reference; }
    /// Shown with the next design; without a signal.
    void setReference(const std::string& key) { m_reference = key; }
    /// Enough for its buttons and nearly every word, whatever is selected.
    int steadyWidth() const;

signals:
    void referenceChanged();
    /// The person asked for more seeds of the two designs shown: these runs.
    void runsWanted(const std::vector<adapterscope::PlannedRun>& runs);

private:
    const ComparedDesign* referenceFor(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared,
                                       const QStringList& keys) const;
    QString comparisonRows(const BudgetFigure& figure, const std::vector<ComparedDesign>& compared,
                           const QStringList& keys) const;
    QString estimateRows(const BudgetFigure& figure, const BudgetFigure::Design& design,
                         const ComparedDesign& numbers) const;
    QString differenceRows(const BudgetFigure& figure, const ComparedDesign& design,
                           const ComparedDesign& reference) const;

    void offerSeeds(const ComparedDesign* design, const ComparedDesign* reference,
                    const std::map<std::string, Status>& known);

    QLabel *m_title, *m_body;
    RemarkLabel* m_remarks;
    QWidget* m_actions;
    QPushButton *m_pin, *m_moreSeeds;
    std::vector<PlannedRun> m_runs;  ///< what m_moreSeeds adds
    std::string m_reference, m_shown;
};

}  // namespace adapterscope
