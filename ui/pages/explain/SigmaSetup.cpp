// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/explain/SigmaSetup.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

#include "core/experiment/comparison/SigmaSweep.h"
#include "ui/look/Breakable.h"
#include "ui/look/Card.h"
#include "ui/look/Glyph.h"
#include "ui/look/NumberText.h"
#include "ui/look/SignLabel.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"
#include "ui/pages/sweep/PlanLoader.h"
#include "ui/pages/sweep/PlanSummary.h"
#include "ui/widgets/RemarkLabel.h"

namespace adapterscope {

namespace {

constexpr int formWidth = 620;

QSpinBox* counter(const char* name, const QString& title, int lowest, int highest, const QString& explanation) {
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->setRange(lowest, highest);
    box->setToolTip(explanation);
    return box;
}

}  // namespace

SigmaSetup::SigmaSetup(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_loader(new PlanLoader(PlanLoader::Scope::Form, this)),
      m_design(new QLineEdit(QString::fromLatin1(sigmaSweepDesign))),
      m_seeds(counter("sigmaSeeds", tr("Seeds"), 1, 99,
                      tr("Runs of each design: a mean needs at least two for an interval, three for a useful one"))),
      m_rows(counter("sigmaTrainRows", tr("Training rows"), 0, 10'000'000,
                     tr("Training rows of the task, one fixed sample for every run; fewer are quicker"))),
      m_epochs(counter("sigmaEpochs", tr("Epochs"), 1, 1000, tr("Passes over the training rows"))) {
    auto* sign = new SignLabel(48, glyphIcon(Glyph::Explain));
    sign->setEnabled(false);
    auto* text = new ToneLabel(theme::quietText, introduction());
    text->setAlignment(Qt::AlignCenter);
    textsize::limitWidth(*text, formWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addStretch();
    layout->addWidget(sign, 0, Qt::AlignHCenter);
    for (QWidget* part : {static_cast<QWidget*>(text), buildForm()}) {
        auto* row = new QHBoxLayout;  // as wide as its limit, or as the page
        row->addStretch(1);
        row->addWidget(part, 1000);
        row->addStretch(1);
        layout->addLayout(row);
    }
    layout->addStretch();
    connect(m_loader, &PlanLoader::planned, this, &SigmaSetup::takePlan);
    connect(m_loader, &PlanLoader::added, this, [this](const QString& fault) {
        if (!fault.isEmpty()) {
            m_session.report(Message::Level::Fault, fault);
            return;
        }
        emit m_session.trainingRequested(idsOf(m_plan->planned), m_plan->time.seconds);
        emit started();
    });
    connect(&session, &Session::choiceChanged, this, &SigmaSetup::plan);
    connect(&session, &Session::projectClosing, m_loader, &PlanLoader::release);
    connect(&session, &Session::projectChanged, this, &SigmaSetup::plan);
    connect(&session, &Session::withheldChanged, this, &SigmaSetup::plan);
    connect(m_design, &QLineEdit::textChanged, this, &SigmaSetup::plan);
    for (const QSpinBox* box : {m_seeds, m_rows, m_epochs})
        connect(box, &QSpinBox::valueChanged, this, &SigmaSetup::plan);
    connect(m_start, &QPushButton::clicked, this, &SigmaSetup::start);
    connect(m_cancel, &QPushButton::clicked, this, &SigmaSetup::cancelled);
    paintStart();
}

SigmaSetup::~SigmaSetup() {
    m_loader->release();
}

QString SigmaSetup::introduction() {
    return tr(
        "An adapter starts near the identity: its own skip connection carries the input past two small projections. "
        "A sweep over sigma, the size of these projections, shows how small they must be, and what happens without "
        "the skip. The paper found training robust up to 1e-2.");
}

void SigmaSetup::makeControls() {
    m_design->setObjectName("sigmaDesign");
    m_design->setAccessibleName(tr("Designs of the sigma sweep"));
    m_design->setToolTip(
        tr("Alternatives joined by | make a grid: sigma is the standard deviation of both projections "
           "before they are cut off at two sigma; skip=off takes the adapter's own skip connection "
           "away"));
    m_seeds->setValue(emptyDraft().sweep.seeds);
    m_rows->setSpecialValueText(tr("all"));
    m_rows->setGroupSeparatorShown(true);
    m_epochs->setValue(Hyperparameters{}.epochs);
    m_where = new ToneLabel(theme::plainText);
    m_where->setObjectName("sigmaWhere");
    m_where->setToolTip(tr("Base and task are chosen on the Design page"));
    m_summary = new QLabel;
    m_summary->setObjectName("sigmaSummary");
    m_summary->setWordWrap(true);
    m_time = new ToneLabel(theme::quietText);
    m_time->setObjectName("sigmaTime");
    m_fault = new ToneLabel(theme::fault);
    m_fault->setObjectName("sigmaFault");
    m_fault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarks = new RemarkLabel("sigmaRemarks", tr("the sweep"));
    m_start = new QPushButton(tr("&Train the Sweep"));
    m_start->setObjectName("startSigmaSweep");
    m_start->setMinimumWidth(150);
    m_start->setToolTip(
        tr("Adds the runs to the project and trains those that are not finished yet; the points appear "
           "here as they come"));
    m_cancel = new QPushButton(tr("&Back"));
    m_cancel->setObjectName("cancelSigmaSweep");
    m_cancel->setToolTip(tr("Back to the figures"));
    m_cancel->hide();
}

QWidget* SigmaSetup::buildForm() {
    makeControls();
    auto* card = new Card;
    textsize::limitWidth(*card, formWidth);
    auto* form = new QFormLayout;
    form->addRow(tr("Desi&gns"), m_design);
    form->addRow(tr("Trained on"), m_where);
    form->addRow(tr("See&ds"), m_seeds);
    form->addRow(tr("Training &rows"), m_rows);
    form->addRow(tr("E&pochs"), m_epochs);
    for (QSpinBox* box : {m_seeds, m_rows, m_epochs})
        box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    card->body()->addLayout(form);
    card->body()->addWidget(m_fault);
    card->body()->addWidget(m_summary);
    card->body()->addWidget(m_time);
    card->body()->addWidget(m_remarks);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_start);
    card->body()->addLayout(buttons);
    return card;
}

SweepDraft SigmaSetup::draft() const {
    SweepDraft draft = m_training;
    if (draft.sweep.bases != std::vector{m_session.choice().base})
        draft.sweep.pooling.clear();  // it was for another one
    draft.sweep.designs = {m_design->text().trimmed().toStdString()};
    draft.sweep.bases = {m_session.choice().base};
    draft.sweep.tasks = {m_session.choice().task};
    draft.sweep.hyperparameters.epochs = m_epochs->value();
    draft.sweep.seeds = m_seeds->value();
    draft.limitTrain = m_rows->value();
    return draft;
}

void SigmaSetup::continueFrom(const SigmaSweep& sweep) {
    if (sweep.key == m_continued)
        return;
    m_continued = sweep.key;
    RunRecord run;
    run.spec = sweep.spec;
    m_training = draftOf({run});
    Hyperparameters& training = m_training.sweep.hyperparameters;
    training.start = {};  // sweeps have neither
    training.stopAfter = 0;
    std::size_t seeds = 1;
    for (const SigmaPoint& point : sweep.points)
        seeds = std::max(seeds, point.seeds.size());
    m_design->setText(QString::fromStdString(overSigmas(sweep.spec.design)));
    m_seeds->setValue(static_cast<int>(seeds));
    m_rows->setValue(sweep.spec.task.limitTrain);
    m_epochs->setValue(training.epochs);
    plan();
}

void SigmaSetup::plan() {
    const Choice& choice = m_session.choice();
    m_where->setText(
        breakable(tr("%1 over the base %2 (chosen on the Design page)")
                      .arg(QString::fromStdString(choice.task.name), QString::fromStdString(choice.base))));
    m_plan.reset();
    if (isVisible())
        m_loader->request(m_session.project(), draft(), {});
}

void SigmaSetup::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    plan();
}

void SigmaSetup::takePlan(const std::shared_ptr<const SweepPlan>& plan) {
    m_plan = plan;
    PlanSummary text = planSummary(*plan, false);
    for (const PlannedRun& run : plan->planned)
        if (text.fault.isEmpty() && !isDrawnBySigma(run.spec.design))
            text.fault = tr("Sigma does not affect %1: choose designs whose adapters are drawn with it, such as %2.")
                             .arg(QString::fromStdString(toText(run.spec.design)), QLatin1String(sigmaSweepDesign));
    if (text.fault.isEmpty() && !m_session.withheld().empty())
        text.fault = PlanLoader::notPlannedYet();
    m_fault->setText(text.fault);
    m_fault->setVisible(!text.fault.isEmpty());
    m_summary->setText(text.summary);
    m_summary->setVisible(!text.summary.isEmpty());
    m_time->setText(text.time);
    m_time->setVisible(!text.time.isEmpty());
    m_remarks->setRemarks(text.remarks);
    m_start->setEnabled(text.fault.isEmpty() && plan->unfinished() > 0);
    m_start->setText(
        m_start->isEnabled()
            ? tr("&Train %1 Run(s)", nullptr, plural(plan->unfinished())).arg(withSeparators(plan->unfinished()))
            : tr("&Train the Sweep"));
    if (std::exchange(m_startWanted, false) && m_start->isEnabled())
        start();
    emit planned();
}

void SigmaSetup::start() {
    if (!m_plan) {
        m_startWanted = true;
        return;
    }
    m_start->setEnabled(false);
    m_loader->add(m_session.project(), m_plan);
}

void SigmaSetup::setMayCancel(bool may) {
    m_cancel->setVisible(may);
}

void SigmaSetup::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintStart();
}

void SigmaSetup::paintStart() {
    theme::emphasise(*m_start, palette());
}

}  // namespace adapterscope
