// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ComparePage.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

#include "core/experiment/tables/RunTable.h"
#include "ui/look/EmptyState.h"
#include "ui/look/NumberText.h"
#include "ui/pages/ExportButton.h"
#include "ui/pages/compare/CompareLoader.h"
#include "ui/pages/compare/DetailsCard.h"
#include "ui/pages/compare/RunActions.h"
#include "ui/pages/compare/RunTable.h"
#include "ui/plots/BudgetPlot.h"
#include "ui/plots/Export.h"
#include "ui/widgets/Chooser.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/SteadyScrollArea.h"

namespace adapterscope {

ComparePage::ComparePage(Session& session, QWidget* parent)
    : Page(session, parent),
      m_loader(new CompareLoader(this)),
      m_stack(new QStackedWidget),
      m_plot(new BudgetPlot),
      m_details(new DetailsCard),
      m_table(new RunTable),
      m_runActions(new RunActions(session, *m_table, *this)) {
    auto* empty = new EmptyState(Glyph::Compare,
                                 tr("Nothing to compare yet: train a few designs, and each becomes a point here."),
                                 tr("Go to Sweep"));
    connect(empty, &EmptyState::acted, this, [this] { emit pageRequested("sweep"); });

    auto* figure = new QSplitter(Qt::Horizontal);
    figure->addWidget(m_plot);
    auto* details = new SteadyScrollArea(m_details);
    details->setMayBeNarrower(true);
    figure->addWidget(details);
    figure->setStretchFactor(0, 1);
    figure->setSizes({900, 270});
    figure->setChildrenCollapsible(false);
    details->setMinimumWidth(250);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->addWidget(figure);
    parts->addWidget(m_table);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({430, 260});
    parts->setChildrenCollapsible(false);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(buildBar());
    column->addWidget(parts, 1);
    m_stack->addWidget(empty);
    m_stack->addWidget(content);
    m_stack->setCurrentIndex(m_stack->addWidget(new QWidget));  // until the project is read
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    buildActions();

    connect(m_loader, &CompareLoader::loaded, this, &ComparePage::take);
    connect(m_plot, &BudgetPlot::runsSelected, this, &ComparePage::select);
    connect(m_plot, &BudgetPlot::menuWanted, m_runActions, &RunActions::showMenu);
    connect(m_table, &RunTable::selectionChanged, this, &ComparePage::select);
    connect(m_runActions, &RunActions::pageRequested, this, &ComparePage::pageRequested);
    connect(m_table, &RunTable::filterChanged, this, [this] { m_loader->chooseSoon(choice()); });
    connect(m_details, &DetailsCard::referenceChanged, this, &ComparePage::showDetails);
    connect(m_details, &DetailsCard::runsWanted, this, &ComparePage::addRuns);
    connect(&session, &Session::runsChanged, this, &ComparePage::reload);
    connect(&session, &Session::withheldChanged, this, &ComparePage::reload);
    connect(&session, &Session::projectChanged, this, [this] {
        m_stack->setCurrentIndex(m_stack->count() - 1);
        reload();
    });
    connect(&session, &Session::projectClosing, m_loader, &CompareLoader::release);
    connect(&session, &Session::runsRequested, this, [this](const QStringList& ids) {
        m_selected = ids;
        if (m_data)
            select(ids);
    });
    reload();
}

ComparePage::~ComparePage() = default;

QIcon ComparePage::icon() const {
    return glyphIcon(Glyph::Compare);
}

void ComparePage::buildAxisChoosers() {
    m_axis = makeChooser(
        "axisChooser", tr("Horizontal axis"),
        tr("What the figure shows accuracy against: the number of trained parameters, another cost of a design (what "
           "is stored of it, the multiply-adds that it adds to the base's, the seconds that a run took), or a setting "
           "that varies; lines join designs that differ in nothing else"));
    m_colour = makeChooser("colourChooser", tr("Colours"),
                           tr("What colours, markers and dashes stand for: the method, or a setting that varies"));
    m_facet = makeChooser("facetChooser", tr("Panels"),
                          tr("Draws several panels with the same axes side by side: one for each task, for each base, "
                             "or for each value of a setting that varies; up to 6"));
    for (QComboBox* chooser : {m_axis, m_colour, m_facet})
        connect(chooser, &QComboBox::activated, this, [this] { m_loader->choose(choice()); });
}

QWidget* ComparePage::buildBar() {
    m_scope = makeChooser("scopeChooser", tr("Base and task"), tr("Base and task whose runs are compared"));
    buildAxisChoosers();
    m_score = makeChooser(
        "scoreChooser", tr("Scored on"),
        tr("Designs are chosen on dev; test is for the final check: choosing by it makes scores look too good"));
    m_score->addItem(tr("Dev"), QStringLiteral("dev"));
    m_score->addItem(tr("Test"), QStringLiteral("test"));
    m_interval = makeChooser(
        "intervalChooser", tr("Interval"),
        tr("What the bars show: the interval that holds the mean of all seeds and texts with 95 % confidence, or "
           "one standard error of it; both include what the scored rows leave to chance, if they are known"));
    m_interval->addItem(tr("95 % interval"));
    m_interval->addItem(tr("\u00b1 1 standard error"));
    m_majority = new QCheckBox(tr("&Majority class"));
    m_majority->setObjectName("showMajority");
    m_majority->setChecked(true);
    m_majority->setToolTip(
        tr("Show the score of always predicting the commonest label, and stretch the axis down to it"));
    m_bestRate = new QCheckBox(tr("&Best rate"));
    m_bestRate->setObjectName("bestRate");
    m_bestRate->setToolTip(
        tr("Of designs that differ in nothing but the learning rate, show the one with the best mean on dev, with the "
           "number of rates it was chosen from"));
    auto* reset = new QToolButton;
    reset->setObjectName("resetZoom");
    reset->setText(tr("Show All"));
    reset->setToolTip(tr("Show every point again (double click on the plot, or 0)"));
    m_export = new ExportButton(
        session(), {tr("Figure as %1\u2026"), "budget", tr("Runs as &CSV\u2026"), "runs"},
        [this](const std::filesystem::path& file, int dpi) { exportTo(file, dpi); }, this);
    m_export->setObjectName("exportButton");

    auto* bar = new QWidget;
    auto* row = new FlowLayout(bar);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_scope, m_axis, m_colour, m_facet, m_score, m_interval,
                                                           m_majority, m_bestRate, reset})
        row->addWidget(widget);
    row->addWidget(m_export);
    connect(m_scope, &QComboBox::activated, this, [this] {
        m_wantedScope = m_scope->currentData().toString();
        showFigure();
    });
    connect(m_score, &QComboBox::currentIndexChanged, this, &ComparePage::showFigure);
    connect(m_interval, &QComboBox::currentIndexChanged, this, &ComparePage::showFigure);
    connect(m_majority, &QCheckBox::toggled, this, &ComparePage::showFigure);
    connect(m_bestRate, &QCheckBox::toggled, this, [this] { m_loader->choose(choice()); });
    connect(reset, &QToolButton::clicked, m_plot, &BudgetPlot::resetZoom);
    return bar;
}

void ComparePage::buildActions() {
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
    return {m_table->filter().toStdString(),
            m_bestRate->isChecked() ? "learning_rate" : "",
            m_table->showsArchived(),
            m_axis->currentData().toString().toStdString(),
            {m_colour->currentData().toString().toStdString(), m_facet->currentData().toString().toStdString()}};
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
        emit session().messageRequested({Message::Level::Fault, fresh->fault, {}, {}});
    m_data = fresh;
    m_table->setMatching(fresh->matching, fresh->labels, fresh->filterFault);
    fillScopes();
    showFigure();
    if (first)
        emit loaded();
}

void ComparePage::fillScopes() {
    ChooserItems items;
    for (const auto& [scope, dev, test] : m_data->figures.scopes)
        items.add(tr("%1 on %2").arg(QString::fromStdString(scope.task), QString::fromStdString(scope.base)),
                  QString::fromStdString(scope.key()));
    refill(*m_scope, items, m_wantedScope.isEmpty() ? m_scope->currentData().toString() : m_wantedScope);
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

std::string ComparePage::scopeKey() const {
    return m_scope->currentData().toString().toStdString();
}

BudgetFigure ComparePage::currentFigure() const {
    const auto* scope = m_data ? m_data->figures.find(scopeKey()) : nullptr;
    if (!scope) {
        BudgetFigure none;
        if (m_data && !m_data->matching.empty())
            none.whyEmpty = whyNothingIsShown(*m_data).toStdString();
        return none;
    }
    BudgetFigure figure = m_score->currentIndex() == 1 ? scope->test : scope->dev;
    figure.interval = m_interval->currentIndex() == 1 ? Interval::StandardError : Interval::StudentT95;
    figure.showMajority = m_majority->isChecked();
    return figure;
}

namespace {

/// Factors to choose from, without the one on the axis, and the chosen one even if it does not vary.
template <typename Names>
std::vector<std::string> factorsToChoose(const Names& varying, const std::string& axis, const std::string& chosen) {
    std::vector<std::string> names;
    std::copy_if(varying.begin(), varying.end(), std::back_inserter(names),
                 [&](const std::string& name) { return name != axis; });
    if (!chosen.empty() && std::find(names.begin(), names.end(), chosen) == names.end())
        names.push_back(chosen);
    return names;
}

}  // namespace

/// The costs, what varies on this base and task, and what the person chose even if it does not.
void ComparePage::fillAxes() {
    const QString chosen = m_axis->currentData().toString();
    ChooserItems items;
    items.add(tr("By trained parameters"), QString());
    // Runs of earlier versions have not recorded these.
    const auto& compared = m_data->figures.dev;
    const bool isRecorded =
        std::any_of(compared.begin(), compared.end(), [](const auto& design) { return design.costs.has_value(); });
    for (const auto& [text, cost] : {std::pair(tr("By stored parameters"), QStringLiteral("stored")),
                                     std::pair(tr("By bytes stored"), QStringLiteral("bytes")),
                                     std::pair(tr("By percent of the base"), QStringLiteral("percent")),
                                     std::pair(tr("By multiply-adds a token"), QStringLiteral("multiply_adds"))})
        if (isRecorded || chosen == cost)
            items.add(text, cost);
    items.add(tr("By seconds a run"), QStringLiteral("seconds"));
    const std::string kept = chosen.toStdString();
    for (const std::string& axis : factorsToChoose(m_data->axes[scopeKey()], {}, isCost(kept) ? std::string() : kept))
        items.add(tr("By %1").arg(spaced(axis)), QString::fromStdString(axis));
    refill(*m_axis, items, chosen);
}

void ComparePage::fillColours() {
    const QString chosen = m_colour->currentData().toString();
    const std::string kept = chosen.toStdString(), axis = m_axis->currentData().toString().toStdString();
    ChooserItems items;
    const bool isOfMethods = axis.empty() || isCost(axis);
    items.add(isOfMethods ? tr("Coloured by method") : tr("Coloured by line"), QString());
    for (const std::string& factor : factorsToChoose(m_data->varying[scopeKey()], axis, kept))
        if (!isOfMethods || factor != "method" || factor == kept)
            items.add(tr("Coloured by %1").arg(spaced(factor)), QString::fromStdString(factor));
    refill(*m_colour, items, chosen);
}

void ComparePage::fillFacets() {
    const QString chosen = m_facet->currentData().toString();
    const std::string kept = chosen.toStdString(), key = scopeKey();
    ChooserItems items;
    items.add(tr("One panel"), QString());
    if (const auto* shown = m_data->figures.find(key)) {
        bool hasTasks = kept == "task", hasBases = kept == "base";
        for (const auto& each : m_data->figures.scopes) {
            const bool isSameBase = each.scope.baseHash == shown->scope.baseHash;
            const bool isSameTask = each.scope.taskHash == shown->scope.taskHash;
            hasTasks = hasTasks || (isSameBase && !isSameTask);
            hasBases = hasBases || (isSameTask && !isSameBase);
        }
        if (hasTasks)
            items.add(tr("Tasks side by side"), QStringLiteral("task"));
        if (hasBases)
            items.add(tr("Bases side by side"), QStringLiteral("base"));
    }
    const std::string axis = m_axis->currentData().toString().toStdString();
    for (const std::string& factor : factorsToChoose(m_data->varying[key], axis, kept))
        if (factor != "task" && factor != "base")
            items.add(tr("Panels by %1").arg(spaced(factor)), QString::fromStdString(factor));
    refill(*m_facet, items, chosen);
}

/// To the runs of every base and task that the figure shows.
void ComparePage::scopeTable() {
    const auto* scope = m_data->figures.find(scopeKey());
    if (!scope)
        return;
    const std::string facet = m_facet->currentData().toString().toStdString();
    std::set<std::string> varying = m_data->varying[scope->scope.key()];
    if (facet == "task" || facet == "base")
        varying.insert(facet);
    m_table->setScope(facet == "base" ? std::string() : scope->scope.baseHash,
                      facet == "task" ? std::string() : scope->scope.taskHash, varying);
}

void ComparePage::showFigure() {
    if (m_data) {
        fillAxes();
        fillColours();
        fillFacets();
        scopeTable();
    }
    m_plot->setFigure(currentFigure());
    m_plot->selectRuns(m_selected);
    showDetails();
}

void ComparePage::select(const QStringList& runs) {
    m_selected = runs;
    m_plot->selectRuns(runs);
    if (sender() != m_table)
        m_table->selectRuns(runs);
    showDetails();
}

QStringList ComparePage::designKeysOf(const QStringList& runs) const {
    QStringList keys;
    for (const auto& design : m_plot->figure().designs)
        if (std::any_of(design.seeds.begin(), design.seeds.end(),
                        [&](const auto& seed) { return runs.contains(QString::fromStdString(seed.run)); }))
            keys << QString::fromStdString(design.key);
    return keys;
}

void ComparePage::showDetails() {
    if (!m_data)
        return;
    const auto& compared = m_score->currentIndex() == 1 ? m_data->figures.test : m_data->figures.dev;
    m_details->showDesigns(m_plot->figure(), compared, designKeysOf(m_selected), m_data->runs->known);
}

void ComparePage::addRuns(const std::vector<PlannedRun>& runs) {
    try {
        const int added = session().project().addRuns(runs);
        emit session().messageRequested(
            {Message::Level::Information,
             tr("Added %1 run(s) to the sweep.", nullptr, plural(added)).arg(withSeparators(added)), tr("&Train Them"),
             [this] { emit session().trainingRequested(0); }, QStringLiteral("added seeds"),
             tr("Trains all runs that wait")});
    } catch (const std::exception&) {
        emit session().messageRequested({Message::Level::Fault, faultSentence("Adding the runs"), {}, {}});
    }
    emit session().runsPlanned();
    emit session().runsChanged();
}

void ComparePage::exportTo(const std::filesystem::path& file, int dpi) {
    ExportOptions options;
    options.dpi = dpi;
    options.title = tr("Accuracy %1, %2").arg(m_axis->currentText(), m_scope->currentText());
    const QSize size = budgetFigureSize(currentFigure());
    options.width = size.width();
    options.height = size.height();
    exportFigureOrTable(
        file, options, [this] { return toCsv(runTable(m_table->shownRuns())); },
        [this](QCustomPlot& paper) {
            BudgetChart(paper).draw(currentFigure(), exportColours());
            paper.xAxis->setRange(m_plot->xAxis->range());
            paper.yAxis->setRange(m_plot->yAxis->range());
        });
}

}  // namespace adapterscope
