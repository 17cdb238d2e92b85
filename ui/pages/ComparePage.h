// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <filesystem>
#include <map>
#include <memory>

#include "ui/pages/Page.h"
#include "ui/plots/Export.h"

class QStackedWidget;

namespace adapterscope {

class BudgetPlot;
class CompareBar;
class CompareLoader;
class DetailsCard;
class ExportButton;
class RunActions;
class RunTable;
class SteadyScrollArea;
struct BudgetFigure;
struct CompareChoice;
struct CompareData;
struct PlannedRun;

/// What every trained parameter buys: the plot, the runs, the numbers of the selection. Only connects them; computes
/// nothing.
class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(Session& session, QWidget* parent = nullptr);
    ~ComparePage() override;

    QString key() const override { return "compare"; }
    QString title() const override { return tr("Compare"); }
    QIcon icon() const override;
    bool isLoaded() const override { return m_complete; }
    QList<QAction*> menuActions() const override { return m_actions; }

    /// The figure as it is shown (its zoom too), black on white, or the runs as filtered, depending on the file's
    /// extension. Throws Error.
    void exportTo(const std::filesystem::path& file, ExportOptions options = {});

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* buildContent();
    void buildActions();
    void reload();
    CompareChoice choice() const;
    void showKeptChoices();
    void keepChoices();
    void keepPending();
    void closeProject();
    void take(const std::shared_ptr<CompareData>& data);
    void scopeTable();
    void showFigure();
    BudgetFigure currentFigure() const;
    void select(const QStringList& runs);
    void showDetails();
    void addRuns(const std::vector<PlannedRun>& runs);
    QStringList designKeysOf(const QStringList& runs) const;

    CompareLoader* m_loader;
    std::shared_ptr<CompareData> m_data;
    QStringList m_selected;
    std::map<std::filesystem::path, QStringList> m_selections;  ///< of the projects that were closed, while this lives
    QTimer m_keep;                                              ///< runs while a filter that was typed is not kept yet
    bool m_complete = false;
    bool m_stale = true;  ///< the project changed while the page was hidden

    QStackedWidget* m_stack;
    CompareBar* m_bar;
    BudgetPlot* m_plot;
    DetailsCard* m_details;
    SteadyScrollArea* m_detailsArea = nullptr;
    RunTable* m_table;
    RunActions* m_runActions;
    ExportButton* m_export;
    QList<QAction*> m_actions;
};

}  // namespace adapterscope
