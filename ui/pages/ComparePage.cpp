// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ComparePage.h"

#include <QAction>
#include <QScrollBar>
#include <QSet>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/common/JsonFields.h"
#include "core/common/JsonReader.h"
#include "core/experiment/tables/FlatTable.h"
#include "ui/look/EmptyState.h"
#include "ui/look/NumberText.h"
#include "ui/pages/ExportButton.h"
#include "ui/pages/compare/CompareBar.h"
#include "ui/pages/compare/CompareLoader.h"
#include "ui/pages/compare/DetailsCard.h"
#include "ui/pages/compare/RunActions.h"
#include "ui/pages/compare/RunTable.h"
#include "ui/plots/BudgetPlot.h"
#include "ui/plots/Export.h"
#include "ui/widgets/SteadyScrollArea.h"

namespace adapterscope {

namespace {

constexpr auto compareKey = "compare";  // in the project

}  // namespace

ComparePage::ComparePage(Session& session, QWidget* parent)
    : Page(session, parent),
      m_loader(new CompareLoader(this)),
      m_stack(new QStackedWidget),
      m_bar(new CompareBar),
      m_plot(new BudgetPlot),
      m_details(new DetailsCard),
      m_table(new RunTable),
      m_runActions(new RunActions(session, *m_table, *this)) {
    auto* empty = new EmptyState(Glyph::Compare,
                                 tr("Nothing to compare yet: train a few designs, and each becomes a point here."),
                                 tr("Go to Sweep"));
    connect(empty, &EmptyState::acted, this, [this] { emit pageRequested("sweep"); });
    m_stack->addWidget(empty);
    m_stack->addWidget(buildContent());
    m_stack->setCurrentIndex(m_stack->addWidget(new QWidget));  // until the project is read
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    buildActions();

    m_keep.setSingleShot(true);
    m_keep.setInterval(300);
    connect(&m_keep, &QTimer::timeout, this, &ComparePage::keepChoices);
    connect(m_loader, &CompareLoader::loaded, this, &ComparePage::take);
    connect(m_bar, &CompareBar::choiceChanged, this, [this] { m_loader->choose(choice()); });
    connect(m_bar, &CompareBar::viewChanged, this, &ComparePage::showFigure);
    connect(m_bar, &CompareBar::choiceChanged, this, &ComparePage::keepChoices);
    connect(m_bar, &CompareBar::viewChanged, this, &ComparePage::keepChoices);
    connect(m_bar, &CompareBar::everythingWanted, m_plot, &BudgetPlot::resetZoom);
    connect(m_plot, &BudgetPlot::runsSelected, this, &ComparePage::select);
    connect(m_plot, &BudgetPlot::menuWanted, m_runActions, &RunActions::showMenu);
    connect(m_table, &RunTable::selectionChanged, this, &ComparePage::select);
    connect(m_runActions, &RunActions::pageRequested, this, &ComparePage::pageRequested);
    connect(m_table, &RunTable::filterChanged, this, [this] {
        m_loader->chooseSoon(choice());
        m_keep.start();
    });
    connect(m_table, &RunTable::sortingChanged, &m_keep, qOverload<>(&QTimer::start));
    connect(m_details, &DetailsCard::referenceChanged, this, &ComparePage::showDetails);
    connect(m_details, &DetailsCard::referenceChanged, this, &ComparePage::keepChoices);
    connect(m_details, &DetailsCard::runsWanted, this, &ComparePage::addRuns);
    connect(&session, &Session::runsChanged, this, &ComparePage::reload);
    connect(&session, &Session::withheldChanged, this, &ComparePage::reload);
    connect(&session, &Session::projectChanged, this, [this] {
        m_stack->setCurrentIndex(m_stack->count() - 1);
        keepPending();  // of the same project in another place
        if (const auto before = m_selections.find(this->session().project().file()); before != m_selections.end())
            m_selected = before->second;
        showKeptChoices();
        reload();
    });
    connect(&session, &Session::projectClosing, this, &ComparePage::closeProject);
    connect(&session, &Session::runsRequested, this, [this](const QStringList& ids) {
        m_selected = ids;
        if (m_data)
            select(ids);
    });
    showKeptChoices();
    reload();
}

QWidget* ComparePage::buildContent() {
    auto* figure = new QSplitter(Qt::Horizontal);
    figure->addWidget(m_plot);
    m_detailsArea = new SteadyScrollArea(m_details);
    m_detailsArea->setOwnWidth([this] { return m_details->steadyWidth(); });  // no selection moves the plot's points
    auto* side = new QWidget;
    auto* details = new QVBoxLayout(side);
    details->setContentsMargins(0, 0, 0, 0);
    details->addWidget(m_detailsArea, 1);
    details->addWidget(m_details->actions());
    figure->addWidget(side);
    figure->setStretchFactor(0, 1);
    figure->setSizes({900, 270});
    figure->setChildrenCollapsible(false);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->addWidget(figure);
    parts->addWidget(m_table);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({430, 260});
    parts->setChildrenCollapsible(false);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(m_bar);
    column->addWidget(parts, 1);
    return content;
}

ComparePage::~ComparePage() {
    keepPending();
}

QIcon ComparePage::icon() const {
    return glyphIcon(Glyph::Compare);
}

void ComparePage::buildActions() {
    m_export = new ExportButton(
        session(), {tr("Figure as %1\u2026"), "budget", tr("Runs as &CSV\u2026"), "runs"},
        [this](const std::filesystem::path& file, const ExportOptions& options) { exportTo(file, options); }, this);
    m_export->setObjectName("exportButton");
    m_bar->addWidget(m_export);
    m_actions = m_export->fileActions();
    m_actions.first()->setShortcut(tr("Ctrl+E"));
    auto* find = new QAction(tr("&Find Runs"), this);
    find->setShortcut(QKeySequence::Find);
    connect(find, &QAction::triggered, m_table, &RunTable::focusFilter);
    m_actions << find;
    for (QAction* action : m_actions)
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addActions(m_actions);
    auto* line = new QAction(this);
    line->setSeparator(true);
    m_actions << line << m_runActions->actions();
    m_runActions->takeKeysOf(*m_plot);
}

void ComparePage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_stale)
        reload();
}

void ComparePage::reload() {
    // A hidden page costs nothing.
    m_stale = !isVisible();
    if (!m_stale)
        m_loader->request(session().project());
}

CompareChoice ComparePage::choice() const {
    CompareChoice choice = m_bar->choice();
    choice.filter = m_table->filter().toStdString();
    choice.typing = m_table->filterTyping();
    choice.withArchived = m_table->showsArchived();
    return choice;
}

/// What the project keeps; a project that keeps nothing is shown like the one before, but without its filter.
void ComparePage::showKeptChoices() {
    std::string filter;
    bool withArchived = false;
    try {
        if (const std::string kept = session().project().value(compareKey); !kept.empty()) {
            const nlohmann::json json = parseJson(kept);
            const JsonFields fields(json, "what the Compare page shows");
            m_bar->display(fields);
            fields.read("filter", filter);
            fields.read("archived", withArchived);
            std::string sort, reference;
            bool sortedDown = false;
            fields.read("sort", sort);
            fields.read("sorted_down", sortedDown);
            fields.read("reference", reference);
            m_table->setSorting(QString::fromStdString(sort), sortedDown);
            m_details->setReference(reference);
        }
    } catch (const std::exception&) {
        session().report(Message::Level::Warning, faultSentence(tr("Reading what the Compare page showed")));
    }
    m_table->setFilter(QString::fromStdString(filter), withArchived);
    m_loader->choose(choice());
}

void ComparePage::keepChoices() {
    m_keep.stop();
    if (session().project().isReadOnly())
        return;  // its owner keeps its own
    try {
        nlohmann::json kept = m_bar->toJson();
        kept["filter"] = m_table->filter().toStdString();
        kept["archived"] = m_table->showsArchived();
        kept["sort"] = m_table->sortColumn().toStdString();
        kept["sorted_down"] = m_table->isSortedDown();
        kept["reference"] = m_details->reference();
        session().project().setValue(compareKey, kept.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    } catch (const std::exception&) {
        session().report(Message::Level::Fault, faultSentence(tr("Keeping what the Compare page shows")));
    }
}

void ComparePage::keepPending() {
    if (m_keep.isActive())
        keepChoices();
}

void ComparePage::closeProject() {
    keepPending();
    m_selections[session().project().file()] = m_selected;
    m_loader->release();
}

void ComparePage::take(const std::shared_ptr<CompareData>& fresh) {
    const bool first = !m_complete && fresh->complete;
    m_complete = m_complete || fresh->complete;
    const bool isFresh = !m_data || m_data->runs != fresh->runs;
    if (isFresh) {
        m_stack->setCurrentIndex(fresh->runs->rows.empty() ? 0 : 1);
        m_table->setRows(std::move(fresh->runs->rows), fresh->runs->words);
        fresh->runs->rows.clear();
    }
    if (!fresh->fault.isEmpty() && (isFresh || m_data->fault != fresh->fault))
        session().report(Message::Level::Fault, fresh->fault);
    m_data = fresh;
    m_table->setPicked(fresh->picked);
    m_table->setMatching(fresh->matching, fresh->labels, fresh->filterFault);
    showFigure();
    if (isFresh && m_table->selectedIds().isEmpty())
        m_table->selectRuns(m_selected);  // it was refilled
    if (first)
        emit loaded();
}

namespace {

/// Why no run of the project is in the figure.
QString whyNothingIsShown(const CompareData& data) {
    if (!data.filter.empty())
        return ComparePage::tr("No run matches the filter.");
    const auto& runs = data.runs->records;
    return std::all_of(runs.begin(), runs.end(), [](const RunRecord& run) { return run.marks.archived; })
               ? ComparePage::tr("All runs are archived: Show archived, above the table, brings them back into view.")
               : ComparePage::tr("Only pilots so far, which choose learning rates.");
}

}  // namespace

BudgetFigure ComparePage::currentFigure() const {
    if (const auto* scope = m_data ? m_data->figures.find(m_bar->scope()) : nullptr)
        return m_bar->figureOf(*scope);
    BudgetFigure none;
    if (m_data && !m_data->matching.empty())
        none.whyEmpty = whyNothingIsShown(*m_data).toStdString();
    return none;
}

/// To the runs of every base and task that the figure shows.
void ComparePage::scopeTable() {
    const auto* scope = m_data->figures.find(m_bar->scope());
    if (!scope)
        return;
    const std::string facet = m_bar->choice().look.facet;
    std::set<std::string> varying = m_data->varying[scope->scope.key()];
    if (facet == "task" || facet == "base")
        varying.insert(facet);
    m_table->setScope(facet == "base" ? std::string() : scope->scope.baseHash,
                      facet == "task" ? std::string() : scope->scope.taskHash, varying);
}

void ComparePage::showFigure() {
    if (m_data) {
        m_bar->offer(*m_data);
        scopeTable();
    }
    m_plot->setFigure(currentFigure());
    m_plot->selectRuns(m_selected);
    showDetails();
}

void ComparePage::select(const QStringList& runs) {
    if (runs != m_selected)
        m_detailsArea->verticalScrollBar()->setValue(0);
    m_selected = runs;
    m_plot->selectRuns(runs);
    if (sender() != m_table)
        m_table->selectRuns(runs);
    showDetails();
}

/// In the order of the runs.
QStringList ComparePage::designKeysOf(const QStringList& runs) const {
    std::map<QString, QString> keyOf;
    for (const auto& design : m_plot->figure().designs)
        for (const auto& seed : design.seeds)
            keyOf.emplace(QString::fromStdString(seed.run), QString::fromStdString(design.key));
    QStringList keys;
    QSet<QString> met;
    for (const QString& run : runs)
        if (const auto key = keyOf.find(run); key != keyOf.end() && !met.contains(key->second)) {
            met.insert(key->second);
            keys << key->second;
        }
    return keys;
}

void ComparePage::showDetails() {
    if (!m_data)
        return;
    const auto& compared = m_bar->isOnTest() ? m_data->figures.test : m_data->figures.dev;
    m_details->showDesigns(m_plot->figure(), compared, designKeysOf(m_selected), m_data->runs->known);
}

void ComparePage::addRuns(const std::vector<PlannedRun>& runs) {
    try {
        const int added = session().project().addRuns(runs);
        emit session().messageRequested(
            {Message::Level::Information,
             tr("Added %1 run(s) to the sweep.", nullptr, plural(added)).arg(withSeparators(added)), tr("&Train Them"),
             [this, ids = idsOf(runs)] { emit session().trainingRequested(ids, 0); }, QStringLiteral("added seeds")});
    } catch (const std::exception&) {
        session().report(Message::Level::Fault, faultSentence(tr("Adding the runs")));
    }
    emit session().runsPlanned();
    emit session().runsChanged();
}

void ComparePage::exportTo(const std::filesystem::path& file, ExportOptions options) {
    options.title = tr("Accuracy %1, %2").arg(m_bar->axisText(), m_bar->scopeText());
    const QSize size = budgetFigureSize(currentFigure());
    options.width = size.width();
    options.height = size.height();
    exportFigureOrTable(
        file, options, [this] { return toCsv(runTable(m_table->shownRuns(), &m_data->runs->rates)); },
        [&](QCustomPlot& paper) {
            BudgetChart(paper).draw(currentFigure(), exportColours(options.dark));
            paper.xAxis->setRange(m_plot->xAxis->range());
            paper.yAxis->setRange(m_plot->yAxis->range());
        });
}

}  // namespace adapterscope
