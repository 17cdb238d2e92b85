// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/SweepPage.h"

#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/base/Bases.h"
#include "core/task/builtin/BuiltinTasks.h"
#include "ui/look/Card.h"
#include "ui/look/EmptyState.h"
#include "ui/look/NumberText.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/compare/RunActions.h"
#include "ui/pages/sweep/CurveReader.h"
#include "ui/pages/sweep/DraftKeeper.h"
#include "ui/pages/sweep/GridAndCurves.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/PlanSummary.h"
#include "ui/pages/sweep/SweepControls.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/pages/sweep/SweepGridBar.h"
#include "ui/pages/sweep/SweepGridView.h"
#include "ui/pages/sweep/SweepStarter.h"
#include "ui/pages/sweep/SweepTraining.h"
#include "ui/session/Message.h"
#include "ui/widgets/BaseOffer.h"
#include "ui/widgets/RemarkLabel.h"
#include "ui/widgets/SteadyScrollArea.h"

namespace adapterscope {

namespace {

/// The plan while there are runs in the project that may not be trained yet.
std::shared_ptr<const SweepPlan> withheldPlan(SweepPlan plan) {
    if (plan.fault.isEmpty())
        plan.fault = PlanLoader::notPlannedYet();
    return std::make_shared<const SweepPlan>(std::move(plan));
}

}  // namespace

SweepPage::SweepPage(Session& session, QWidget* parent)
    : Page(session, parent),
      m_form(new SweepForm),
      m_draft(new DraftKeeper(session, *m_form, this)),
      m_loader(new PlanLoader(PlanLoader::Scope::Started, this)),
      m_training(new SweepTraining(session, this)),
      m_starter(new SweepStarter(session, *m_form, *m_loader, *m_training, this)),
      m_grid(new SweepGridModel(this)),
      m_view(new SweepGridView(*m_grid)),
      m_gridBar(new SweepGridBar(*m_grid, *m_view)),
      m_runActions(new RunActions(session, *m_view, *m_view, *this)),
      m_curves(new LiveCurves),
      m_curveReader(new CurveReader(session, *m_grid, *m_view, *m_curves, this)),
      m_controls(new SweepControls) {
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->addWidget(buildLeft());
    halves->addWidget(buildRight());
    halves->setStretchFactor(1, 1);
    halves->setChildrenCollapsible(false);
    halves->setSizes({400, 800});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(halves);
    connectParts();
    connectBases();
    connectGrid();

    QStringList tasks;
    for (const std::string& task : builtinTasks())
        tasks << QString::fromStdString(task);
    m_form->addBases({builtinBaseName});
    m_form->addTasks(tasks);
    openProject();
}

SweepPage::~SweepPage() {
    blockSignals(true);  // listeners may already be half destroyed
    closeProject();
}

QList<QAction*> SweepPage::menuActions() const {
    return m_controls->menuActions();
}

QIcon SweepPage::icon() const {
    return glyphIcon(Glyph::Sweep);
}

QWidget* SweepPage::buildLeft() {
    auto* inner = new QWidget;
    auto* padded = new QVBoxLayout(inner);
    padded->setContentsMargins(0, 0, 0, 0);
    padded->addWidget(m_form);
    padded->addWidget(m_controls->remarks());
    padded->addStretch(1);
    auto* scroll = new SteadyScrollArea(inner);
    auto* left = new QWidget;
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll, 1);
    column->addWidget(m_controls);
    return left;
}

QWidget* SweepPage::buildRight() {
    m_bar = new QProgressBar;
    m_bar->setObjectName("sweepProgress");
    m_bar->setAccessibleName(tr("Progress of the sweep"));
    m_bar->setRange(0, 1000);
    m_bar->setFormat(QStringLiteral("%p %"));
    m_status = new ToneLabel([](const QPalette& palette) { return palette.color(QPalette::WindowText); });
    m_status->setObjectName("sweepStatus");
    m_status->reserve(2);  // the grid does not move when training starts and ends
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    auto* grid = new QWidget;
    auto* gridColumn = new QVBoxLayout(grid);
    gridColumn->setContentsMargins(0, 0, 0, 0);
    gridColumn->addWidget(m_gridBar);
    gridColumn->addWidget(m_view, 1);
    auto* parts = new GridAndCurves(grid, *m_curves);
    m_curves->hide();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_status);
    column->addWidget(m_bar);
    column->addWidget(parts, 1);
    auto* empty = new EmptyState(
        Glyph::Sweep,
        tr("A sweep trains a grid of designs and seeds. Write designs on the left, or begin with a quick one: seven "
           "designs, from the head alone to full fine-tuning, on the built-in base and the sentiment task."),
        tr("Fill In the Quick Sweep"));
    connect(empty, &EmptyState::acted, this, [this] { m_form->display(quickDraft()); });
    m_right = new QStackedWidget;
    m_right->addWidget(empty);
    m_right->addWidget(content);
    return m_right;
}

void SweepPage::connectBases() {
    auto* bases = new BaseOffer(session(), this);
    connect(bases, &BaseOffer::found, m_form, &SweepForm::addBases);
    connect(bases, &BaseOffer::offered, m_form, &SweepForm::setBaseOffer);
    connect(m_form, &SweepForm::baseOfferTaken, bases, &BaseOffer::take);
    connect(bases, &BaseOffer::fetched, m_form, [this](const QString& name) {
        m_form->addBases({name});
        m_form->chooseBase(name);
    });
}

void SweepPage::connectParts() {
    connect(m_form, &SweepForm::changed, this, [this] {
        requestPlan();
        showState();
    });
    connect(m_form, &SweepForm::currentDesignWanted, this, [this] {
        if (session().requireDesign())
            m_draft->addDesigns({QString::fromStdString(toText(session().design()))});
    });
    connect(m_loader, &PlanLoader::planned, this, &SweepPage::takePlan);
    connect(m_starter, &SweepStarter::started, this, [this] {
        planNow();
        emit session().runsChanged();
    });
    connect(m_controls, &SweepControls::startWanted, m_starter, &SweepStarter::start);
    connect(m_controls, &SweepControls::leftOverWanted, m_starter, &SweepStarter::trainLeftOver);
    connect(m_controls, &SweepControls::pauseWanted, m_starter, &SweepStarter::pause);
    connect(m_controls, &SweepControls::stopWanted, m_starter, &SweepStarter::stop);
    connect(m_controls, &SweepControls::retryWanted, this, &SweepPage::retryFailed);
    connect(m_training, &SweepTraining::runChanged, this, &SweepPage::runChanged);
    connect(m_training, &SweepTraining::runProgressed, this, &SweepPage::runProgressed);
    connect(m_training, &SweepTraining::pointAdded, m_curves, &LiveCurves::addPoint);
    connect(m_training, &SweepTraining::pointAdded, &session(), &Session::curvesChanged);
    connect(m_training, &SweepTraining::stateChanged, this, [this] {
        m_grid->setTraining(isBusy());
        if (!isBusy()) {
            requestPlan();
            emit session().messageSettled(key());
        }
        showState();
        emit busyChanged();
    });
    connect(&session(), &Session::sweepRequested, m_draft, &DraftKeeper::addCounted);
    connect(&session(), &Session::sweepOfRunsRequested, m_draft, &DraftKeeper::showSweepOf);
    connect(&session(), &Session::trainingRequested, m_starter, &SweepStarter::train);
    connect(&session(), &Session::continuationRequested, m_starter, &SweepStarter::continueWork);
    connect(&session(), &Session::runsPlanned, this, &SweepPage::planNow);
    connect(&session(), &Session::changedElsewhere, this, [this] {
        requestPlan();
        m_curveReader->showSelected();
        m_curveReader->followElsewhere();
    });
    connect(&session(), &Session::letGoElsewhere, this, &SweepPage::planNow);
    connect(&session(), &Session::withheldChanged, this, &SweepPage::planNow);
    connect(m_form, &SweepForm::placesNamed, &session(), &Session::agreeTo);
    connect(&session(), &Session::projectClosing, this, &SweepPage::closeProject);
    connect(&session(), &Session::projectChanged, this, &SweepPage::openProject);
}

void SweepPage::connectGrid() {
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, m_curveReader,
            &CurveReader::showSelected);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, m_runActions, &RunActions::refresh);
    connect(m_grid, &QAbstractItemModel::modelReset, m_runActions, &RunActions::refresh);
    connect(m_view, &SweepGridView::menuOpening, m_runActions, &RunActions::refresh);
    connect(m_runActions, &RunActions::pageRequested, this, &SweepPage::pageRequested);
    connect(m_view, &SweepGridView::retryWanted, m_starter, &SweepStarter::retry);
    connect(m_view, &SweepGridView::cancelWanted, m_training, &SweepTraining::cancel);
    connect(m_view, &SweepGridView::openWanted, this, [this](const QStringList& ids) {
        emit session().runsRequested(ids);
        emit pageRequested("compare");
    });
    m_view->setRunActions(m_runActions->actions());
}

void SweepPage::requestPlan() {
    m_loader->request(session().project(), m_form->draft(), m_starter->continued());
}

/// For what a person has just done; typing is waited for instead.
void SweepPage::planNow() {
    requestPlan();
    m_loader->hurry();
}

void SweepPage::openProject() {
    if (m_open == &session().project())
        return;  // the same project in another place
    m_open = &session().project();
    m_gridBar->reset();
    m_draft->open();
    m_loader->hurry();
}

void SweepPage::closeProject() {
    m_draft->close();
    m_training->release();
    m_loader->release();
    m_curves->clear();
    m_changed.clear();
    m_starter->forget();
    m_isPlanStale = false;
    m_plan.reset();
    m_open = nullptr;
}

void SweepPage::takePlan(const std::shared_ptr<const SweepPlan>& plan) {
    if (m_draft->showPlannedElsewhere(*plan))
        return m_loader->hurry();
    const bool first = !m_plan;
    m_plan = session().withheld().empty() ? plan : withheldPlan(*plan);
    std::vector<RunRecord> runs = plan->gridRuns();
    m_curves->setRuns(runs);
    m_grid->setRuns(std::move(runs), plan->knownIds);
    // The plan was read a moment ago; what happened since then is newer.
    for (const QString& id : std::exchange(m_changed, {}))
        refreshRun(id);
    // Selected runs may have been deleted or archived, or be back.
    m_runActions->refresh();
    m_curveReader->followSelection();
    m_curveReader->followElsewhere();
    m_right->setCurrentIndex(m_grid->rowCount() == 0 && plan->draft.sweep.designs.empty() ? 0 : 1);
    showState();
    m_starter->takePlan(m_plan, m_controls->canStart());
    refreshPlan();
    if (first)
        emit loaded();
}

/// Counts what has ended since the last plan. A plan that is on its way is not put off: runs may end all the time.
void SweepPage::refreshPlan() {
    if (!m_loader->isBusy() && std::exchange(m_isPlanStale, false))
        requestPlan();
}

void SweepPage::retryFailed() {
    QStringList ids;
    for (const RunRecord* run : m_grid->runs())
        if (!run->marks.archived && (run->result.status == Status::Failed || run->result.status == Status::Cancelled))
            ids << QString::fromStdString(run->id);
    m_starter->retry(ids);
}

void SweepPage::continueWork() {
    m_starter->continueWork();
}

std::set<std::string> SweepPage::workRuns() const {
    return m_training->runs();
}

bool SweepPage::isBusy() const {
    return m_training->isBusy();
}

void SweepPage::stopWork() {
    m_starter->stop();
}

QString SweepPage::workStatus() const {
    RunCounts counts;
    for (const RunRecord* run : m_grid->runs())
        if (!run->marks.archived && m_training->runs().contains(run->id))
            counts.add(m_grid->statusOf(*run));
    return m_training->status(counts);
}

void SweepPage::runChanged(const QString& id, Status status) {
    m_changed.insert(id);
    const std::optional<RunRecord> run = refreshRun(id);
    if (run && status == Status::Running && !run->marks.archived)
        m_curves->begin(*run);
    if (status != Status::Running && status != Status::Waiting) {
        m_curves->end(id, status, run ? run->result.message : Sentence());
        m_isPlanStale = true;
        refreshPlan();
        emit session().runsChanged();
    }
    showProgress();
}

std::optional<RunRecord> SweepPage::refreshRun(const QString& id) {
    try {
        const auto run = session().project().run(id.toStdString());
        if (run)
            m_grid->update(*run);
        return run;
    } catch (const std::exception&) {
        session().report(Message::Level::Fault, faultSentence(tr("Reading the run")));
        return std::nullopt;
    }
}

void SweepPage::runProgressed(const QString& id, const RunProgress& progress) {
    m_grid->setProgress(id, progress.share());
    m_curves->addProgress(id, progress);
    showProgress();
}

void SweepPage::showState() {
    m_controls->display(m_plan.get(), m_loader->isBusy(), m_training->state(), m_starter->isPaused());
    showProgress();
}

void SweepPage::showProgress() {
    const bool busy = isBusy();
    m_bar->setVisible(busy);
    m_bar->setValue(static_cast<int>(m_training->share() * 1000));
    QStringList status;
    if (busy) {
        status << workStatus();
        m_controls->showTime(capitalised(m_training->timeLeft()));
    }
    if (m_plan)
        status << statesText(*m_grid);
    m_status->setText(status.join(QStringLiteral("   ")));
    emit busyChanged();
}

}  // namespace adapterscope
