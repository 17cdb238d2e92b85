// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/SweepPage.h"

#include <QAction>
#include <QEvent>
#include <QFutureWatcher>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <QtConcurrent>

#include "ui/Card.h"
#include "ui/EmptyState.h"
#include "ui/Theme.h"
#include "ui/dispatch/RunDispatch.h"
#include "ui/models/SweepGridModel.h"
#include "ui/pages/sweep/LiveCurves.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/PlanText.h"
#include "ui/pages/sweep/SweepForm.h"
#include "ui/pages/sweep/SweepGridView.h"
#include "ui/pages/sweep/SweepProgress.h"
#include "ui/plots/NumberText.h"

namespace adapterscope {

namespace {

constexpr auto draftKey = "sweep";

/// More lines than that tell nothing.
constexpr std::size_t mostCurves = 12;

bool hasEnded(Status status) {
    return status != Status::Waiting && status != Status::Running;
}

}  // namespace

SweepPage::SweepPage(Session& session, QWidget* parent)
    : Page(session, parent),
      m_form(new SweepForm),
      m_loader(new PlanLoader(this)),
      m_dispatch(new RunDispatch(this)),
      m_grid(new SweepGridModel(this)),
      m_view(new SweepGridView(*m_grid)),
      m_curves(new LiveCurves),
      m_progress(std::make_unique<SweepProgress>()) {
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->addWidget(buildLeft());
    halves->addWidget(buildRight());
    halves->setStretchFactor(1, 1);
    halves->setChildrenCollapsible(false);
    halves->setSizes({400, 800});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(halves);
    m_keep.setSingleShot(true);
    m_keep.setInterval(300);
    connectParts();

    auto* watcher = new QFutureWatcher<QStringList>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] { m_form->setBases(watcher->result()); });
    watcher->setFuture(QtConcurrent::run(&namesOfBases));
    QStringList tasks;
    for (const std::string& task : builtinTasks())
        tasks << QString::fromStdString(task);
    m_form->setBases({QStringLiteral("builtin")});
    m_form->setTasks(tasks);
    openProject();
}

SweepPage::~SweepPage() {
    closeProject();
}

QIcon SweepPage::icon() const {
    return glyphIcon(Glyph::Sweep);
}

QPushButton* SweepPage::button(const char* name, const QString& text, const QString& toolTip,
                               const QKeySequence& shortcut) {
    auto* action = new QAction(text, this);
    action->setShortcut(shortcut);
    m_actions << action;
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setToolTip(shortcut.isEmpty() ? toolTip
                                        : tr("%1 (%2)").arg(toolTip, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, made, &QPushButton::click);
    return made;
}

QWidget* SweepPage::buildLeft() {
    m_summary = new QLabel;
    m_summary->setObjectName("planSummary");
    m_summary->setWordWrap(true);
    m_time = new ToneLabel(&theme::quietText);
    m_time->setObjectName("planTime");
    m_fault = new ToneLabel(&theme::fault);
    m_fault->setObjectName("sweepFault");
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_start = button("startSweep", tr("Start"), tr("Train every run that is not finished yet"), tr("Ctrl+R"));
    m_pause = button("pauseSweep", tr("Pause"), tr("Let the running ones end and start no other"), tr("Ctrl+Space"));
    m_stop = button("stopSweep", tr("Stop"), tr("End the running ones now; what is finished is kept"), tr("Ctrl+."));
    m_retry = button("retryFailed", tr("Retry Failed"), tr("Train the failed and cancelled runs again"), {});
    paintStart();

    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inner = new QWidget;
    auto* padded = new QVBoxLayout(inner);
    padded->setContentsMargins(0, 0, 6, 0);
    padded->addWidget(m_form);
    padded->addStretch(1);
    scroll->setWidget(inner);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* made : {m_start, m_pause, m_stop, m_retry})
        buttons->addWidget(made);
    auto* left = new QWidget;
    left->setMinimumWidth(370);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll, 1);
    column->addWidget(m_fault);
    column->addWidget(m_summary);
    column->addWidget(m_time);
    column->addLayout(buttons);
    return left;
}

QWidget* SweepPage::buildRight() {
    m_bar = new QProgressBar;
    m_bar->setObjectName("sweepProgress");
    m_bar->setAccessibleName(tr("Progress of the sweep"));
    m_bar->setRange(0, 1000);
    m_bar->setFormat(QStringLiteral("%p %"));
    m_status = new QLabel;
    m_status->setObjectName("sweepStatus");
    auto* parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_view);
    parts->addWidget(m_curves);
    parts->setStretchFactor(0, 3);
    parts->setStretchFactor(1, 2);
    parts->setSizes({400, 230});
    parts->setChildrenCollapsible(false);
    m_curves->hide();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_status);
    column->addWidget(m_bar);
    column->addWidget(parts, 1);
    auto* empty = new EmptyState(Glyph::Sweep,
                                 tr("A sweep trains a grid of designs and seeds. Write designs at the left, or begin "
                                    "with a quick one: seven designs, from the "
                                    "head alone to full fine-tuning, on the built-in base and the sentiment task."),
                                 tr("Fill In the Quick Sweep"));
    connect(empty, &EmptyState::acted, this, [this] { m_form->display(quickDraft()); });
    m_right = new QStackedWidget;
    m_right->addWidget(empty);
    m_right->addWidget(content);
    return m_right;
}

void SweepPage::connectParts() {
    connect(m_form, &SweepForm::changed, this, &SweepPage::formChanged);
    connect(m_form, &SweepForm::currentDesignWanted, this,
            [this] { addCurrentDesign(QString::fromStdString(toText(session().design()))); });
    connect(&m_keep, &QTimer::timeout, this, &SweepPage::keepDraft);
    connect(m_loader, &PlanLoader::planned, this, &SweepPage::takePlan);
    connect(m_loader, &PlanLoader::added, this, [this](const QString& fault) {
        if (!fault.isEmpty())
            return say(Message::Level::Fault, fault);
        dispatchPending(plannedSeconds());
    });
    connect(m_start, &QPushButton::clicked, this, &SweepPage::start);
    connect(m_pause, &QPushButton::clicked, m_dispatch, &RunDispatch::pause);
    connect(m_stop, &QPushButton::clicked, m_dispatch, &RunDispatch::stop);
    connect(m_retry, &QPushButton::clicked, this, &SweepPage::retryFailed);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SweepPage::showSelectedCurves);
    connect(m_view, &SweepGridView::retryWanted, this, &SweepPage::retry);
    connect(m_view, &SweepGridView::cancelWanted, this, [this](const QStringList& ids) {
        for (const QString& id : ids)
            m_dispatch->cancel(id);
    });
    connect(m_view, &SweepGridView::openWanted, this, [this](const QStringList& ids) {
        emit session().runsRequested(ids);
        emit pageRequested("compare");
    });
    connect(m_dispatch, &RunDispatch::statusChanged, this, &SweepPage::runChanged);
    connect(m_dispatch, &RunDispatch::progressed, this, &SweepPage::runProgressed);
    connect(m_dispatch, &RunDispatch::pointAdded, m_curves, &LiveCurves::addPoint);
    connect(m_dispatch, &RunDispatch::pointAdded, &session(), &Session::curvesChanged);
    connect(m_dispatch, &RunDispatch::messageSaid, this,
            [this](const QString& sentence) { say(Message::Level::Warning, sentence); });
    connect(m_dispatch, &RunDispatch::stateChanged, this, [this] {
        if (m_dispatch->state() == RunDispatch::State::Idle)
            m_loader->request(session().project(), m_form->draft());
        showState();
        emit busyChanged();
    });
    connect(&session(), &Session::sweepRequested, this, &SweepPage::addCurrentDesign);
    connect(&session(), &Session::trainingRequested, this, &SweepPage::dispatchPending);
    connect(&session(), &Session::projectClosing, this, &SweepPage::closeProject);
    connect(&session(), &Session::projectChanged, this, &SweepPage::openProject);
}

void SweepPage::openProject() {
    if (m_open == &session().project())
        return;  // the same project at another place
    m_open = &session().project();
    SweepDraft draft = emptyDraft();
    bool untouched = true;
    try {
        if (const std::string kept = m_open->value(draftKey); !kept.empty()) {
            draft = draftFromJsonText(kept);
            untouched = false;
        }
    } catch (const std::exception& error) {
        say(Message::Level::Warning, QString::fromUtf8(error.what()));
    }
    m_form->display(draft);
    m_formIsUntouched = untouched;  // filling the form is not touching it
    m_keep.stop();
}

void SweepPage::closeProject() {
    if (m_keep.isActive())
        keepDraft();
    m_dispatch->release();
    m_loader->release();
    m_curves->clear();
    m_progress->clear();
    m_changed.clear();
    m_plan.reset();
    m_open = nullptr;
}

void SweepPage::formChanged() {
    m_formIsUntouched = false;
    m_keep.start();
    m_loader->request(session().project(), m_form->draft());
    showState();
}

void SweepPage::keepDraft() {
    m_keep.stop();
    try {
        session().project().setValue(draftKey, toJsonText(m_form->draft()));
    } catch (const std::exception& error) {
        say(Message::Level::Fault, QString::fromUtf8(error.what()));
    }
}

void SweepPage::takePlan(const std::shared_ptr<const SweepPlan>& plan) {
    if (m_formIsUntouched && !plan->known.empty()) {
        m_form->display(draftOf(plan->known));  // swept from elsewhere so far
        m_keep.stop();
        return;
    }
    const bool first = !m_plan;
    m_plan = plan;
    m_grid->setRuns(plan->gridRuns(), plan->knownIds);
    // The plan was read a moment ago; what happened since then is newer.
    for (const QString& id : std::exchange(m_changed, {}))
        refreshRun(id);
    m_right->setCurrentIndex(m_grid->rowCount() == 0 && plan->draft.sweep.designs.empty() ? 0 : 1);
    showState();
    if (std::exchange(m_startWanted, false) && m_start->isEnabled())
        start();
    if (first)
        emit loaded();
}

void SweepPage::addCurrentDesign(const QString& design) {
    SweepDraft draft = m_form->draft();
    if (draft.sweep.bases.empty())
        draft.sweep.bases = {session().choice().base};
    if (draft.sweep.tasks.empty())
        draft.sweep.tasks = {session().choice().task};
    m_form->display(draft);
    m_form->addDesign(design);
}

void SweepPage::start() {
    if (m_dispatch->state() == RunDispatch::State::Pausing && !m_loader->isBusy())
        return dispatchPending(m_expectedSeconds);
    if (m_loader->isBusy() || !m_plan) {
        m_startWanted = true;
        return;
    }
    m_loader->add(session().project(), m_plan);
}

double SweepPage::plannedSeconds() const {
    return m_plan ? m_plan->time.seconds : 0;
}

void SweepPage::dispatchPending(double expectedSeconds) {
    try {
        if (m_dispatch->state() == RunDispatch::State::Idle) {
            m_progress->clear();
            m_expectedSeconds = expectedSeconds;
            m_elapsed.start();
        }
        expectPending();
        m_dispatch->start(session().project(), m_form->draft().workers);
    } catch (const std::exception& error) {
        say(Message::Level::Fault, QString::fromUtf8(error.what()));
    }
    m_loader->request(session().project(), m_form->draft());
    emit session().runsChanged();
}

void SweepPage::expectPending() {
    QHash<QString, double> steps;
    if (m_plan)
        for (const PlannedRun& run : m_plan->planned)
            steps.insert(QString::fromStdString(run.id), static_cast<double>(run.steps));
    for (const std::string& pending : session().project().pending())
        if (const QString id = QString::fromStdString(pending); !m_progress->expects(id))
            m_progress->expect(id, steps.value(id, 1));
}

void SweepPage::retry(const QStringList& ids) {
    try {
        for (const QString& id : ids)
            session().project().retry(id.toStdString());
    } catch (const std::exception& error) {
        say(Message::Level::Fault, QString::fromUtf8(error.what()));
    }
    if (!ids.isEmpty())
        dispatchPending(plannedSeconds());
}

void SweepPage::retryFailed() {
    QStringList ids;
    for (const RunRecord* run : m_grid->runs())
        if (run->result.status == Status::Failed || run->result.status == Status::Cancelled)
            ids << QString::fromStdString(run->id);
    retry(ids);
}

void SweepPage::goOn() {
    dispatchPending(plannedSeconds());
}

bool SweepPage::isBusy() const {
    return m_dispatch->state() != RunDispatch::State::Idle;
}

void SweepPage::stopWork() {
    m_dispatch->stop();
}

void SweepPage::runChanged(const QString& id, Status status) {
    m_changed.insert(id);
    const std::optional<RunRecord> run = refreshRun(id);
    if (run && status == Status::Running)
        m_curves->begin(*run);
    if (hasEnded(status)) {
        m_curves->end(id);
        m_progress->finish(id);
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
    } catch (const std::exception& error) {
        say(Message::Level::Fault, QString::fromUtf8(error.what()));
        return std::nullopt;
    }
}

void SweepPage::runProgressed(const QString& id, const RunProgress& progress) {
    const double share =
        progress.steps > 0 ? static_cast<double>(progress.step) / static_cast<double>(progress.steps) : 0;
    m_grid->setProgress(id, share);
    m_progress->setShare(id, share * 0.999);  // a run ends with its status, not with its last step
    m_curves->addProgress(id, progress);
    showProgress();
}

void SweepPage::showSelectedCurves() {
    if (isBusy())
        return;  // the running ones are more interesting
    std::vector<CurvesFigure::Line> lines;
    try {
        for (const QString& id : m_view->selectedIds())
            if (const auto run = session().project().run(id.toStdString()); run && lines.size() < mostCurves)
                lines.push_back(curveLine(*run, run->result.curve, runLegend(*run)));
    } catch (const std::exception& error) {
        say(Message::Level::Fault, QString::fromUtf8(error.what()));
    }
    m_curves->showRuns(std::move(lines));
}

void SweepPage::changeEvent(QEvent* event) {
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintStart();
}

void SweepPage::paintStart() {
    // The one thing to do on this page, until it is done.
    if (m_dispatch->state() == RunDispatch::State::Running)
        m_start->setPalette(palette());
    else
        theme::emphasise(*m_start, palette());
}

void SweepPage::showState() {
    const auto state = m_dispatch->state();
    const bool planning = m_loader->isBusy();
    const PlanText text = m_plan ? planText(*m_plan) : PlanText{};
    m_fault->setText(text.fault);
    m_fault->setVisible(!text.fault.isEmpty());
    m_summary->setText(text.summary);
    m_time->setText(text.time);
    m_summary->setVisible(!text.summary.isEmpty());
    m_time->setVisible(!text.time.isEmpty());
    paintStart();
    m_start->setText(state == RunDispatch::State::Pausing ? tr("Go On") : tr("Start"));
    m_start->setEnabled(planning || (m_plan && m_plan->fault.isEmpty() && m_plan->unfinished() > 0) ||
                        state == RunDispatch::State::Pausing);
    m_pause->setEnabled(state == RunDispatch::State::Running);
    m_stop->setEnabled(state == RunDispatch::State::Running || state == RunDispatch::State::Pausing);
    m_retry->setEnabled(m_plan && m_plan->failed > 0);
    const QPushButton* buttons[] = {m_start, m_pause, m_stop, m_retry};
    for (int i = 0; i < m_actions.size(); ++i) {
        m_actions[i]->setText(buttons[i]->text());
        m_actions[i]->setEnabled(buttons[i]->isEnabled());
    }
    showProgress();
}

void SweepPage::showProgress() {
    const bool busy = isBusy();
    m_bar->setVisible(busy);
    m_bar->setValue(static_cast<int>(m_progress->share() * 1000));
    m_status->setText(busy ? workStatus() : m_plan ? planText(*m_plan).state : QString());
    emit busyChanged();
}

QString SweepPage::workStatus() const {
    if (!isBusy())
        return {};
    QString text = tr("%1 of %2 runs ended").arg(m_progress->finished()).arg(m_progress->runs());
    switch (m_dispatch->state()) {
        case RunDispatch::State::Pausing:
            return text + tr(", pausing");
        case RunDispatch::State::Stopping:
            return text + tr(", stopping");
        default:
            break;
    }
    const double left = m_progress->secondsLeft(static_cast<double>(m_elapsed.elapsed()) / 1000, m_expectedSeconds);
    return text + tr(", about %1 left").arg(duration(left));
}

void SweepPage::say(Message::Level level, const QString& sentence) {
    emit session().messageRequested({level, sentence, {}, {}});
}

}  // namespace adapterscope
