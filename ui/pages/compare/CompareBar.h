// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <nlohmann/json_fwd.hpp>

#include <string>

#include "ui/pages/compare/CompareLoader.h"

class QCheckBox;
class QComboBox;

namespace adapterscope {

class Chooser;
class JsonFields;

/// What the Compare page's figure shows, and how: base and task, axis, colours, panels, scores, intervals.
class CompareBar : public QWidget {
    Q_OBJECT

public:
    explicit CompareBar(QWidget* parent = nullptr);

    /// At the bar's end.
    void addWidget(QWidget* widget);
    /// Offers what can be chosen for these runs. A choice stays, even if nothing varies in it any more.
    void offer(const CompareData& data);

    /// The key of the base and the task.
    std::string scope() const;
    /// Without what the table chooses: the filter and the archived runs.
    CompareChoice choice() const;
    /// All that is chosen, as a project keeps it.
    nlohmann::json toJson() const;
    /// Shows what a project kept, without a signal. Throws Error.
    void display(const JsonFields& kept);
    /// The chosen scores of a base and task, as they are to be drawn.
    BudgetFigure figureOf(const ProjectFigures::Scope& scope) const;
    bool isOnTest() const;
    QString axisText() const;
    QString scopeText() const;

signals:
    void choiceChanged();
    /// Something else of the same comparison is to be shown.
    void viewChanged();
    void everythingWanted();

private:
    void connectChoosers();
    void fillScopes(const CompareData& data);
    void fillAxes(const CompareData& data);
    void fillColours(const CompareData& data);
    void fillFacets(const CompareData& data);

    Chooser* m_scope;
    QComboBox *m_axis, *m_colour, *m_facet, *m_score, *m_interval;
    QCheckBox *m_majority, *m_bestRate;
    QString m_wantedScope;  ///< the key of the one that the person chose, even while the filter leaves none of its runs
};

}  // namespace adapterscope
