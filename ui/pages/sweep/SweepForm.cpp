// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/SweepForm.h"

#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/design/Presets.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "core/experiment/runs/TaskNames.h"
#include "ui/pages/sweep/SourceList.h"
#include "ui/pages/sweep/TrainingBox.h"
#include "ui/session/Choice.h"
#include "ui/widgets/TaskOptionsDialog.h"

namespace adapterscope {

namespace {

QSpinBox* counter(const char* name, const QString& title, int highest, const QString& explanation) {
    auto* box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->setRange(1, highest);
    box->setToolTip(explanation);
    return box;
}

QString remarkOn(const TaskSource& task) {
    QStringList words;
    for (const std::string& word : sourceWords(task))
        words << QString::fromStdString(word);
    return words.join(QStringLiteral(", "));
}

}  // namespace

SweepForm::SweepForm(QWidget* parent)
    : QWidget(parent),
      m_designs(new QPlainTextEdit),
      m_bases(new SourceList("sweepBases", tr("Bases"), SourceList::Takes::Folders)),
      m_tasks(new SourceList("sweepTasks", tr("Tasks"), SourceList::Takes::FilesAndFolders)),
      m_rates(new QLineEdit),
      m_seeds(counter("sweepSeeds", tr("Seeds"), 1000,
                      tr("Every design is trained with seeds 0, 1, \u2026: 3 give a first interval, 5 or more a "
                         "verdict. Designs are compared seed by seed."))),
      m_workers(
          counter("workers", tr("Workers"), 1024, tr("Runs that are trained at the same time, over one shared base"))),
      m_training(new TrainingBox) {
    m_rates->setObjectName("learningRates");
    m_rates->setAccessibleName(tr("Learning rates"));
    m_rates->setPlaceholderText(tr("each method's own"));
    m_rates->setToolTip(
        tr("Alternatives joined by |, as in 1e-3|3e-3. Empty: each design's own lr=, or its method's default. The word "
           "auto: short pilots on one seed choose among five rates for each design, by their score on dev"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    auto* designsLabel = new QLabel(tr("Desi&gns, one a line"));
    designsLabel->setBuddy(m_designs);
    form->addRow(designsLabel, designsPart());
    auto* sources = new QHBoxLayout;
    const auto column = [&](const QString& title, QWidget* list) {
        auto* part = new QVBoxLayout;
        part->addWidget(new QLabel(title));
        part->addWidget(list);
        part->addStretch(1);
        sources->addLayout(part, 1);
    };
    column(tr("Bases"), m_bases);
    column(tr("Tasks"), m_tasks);
    form->addRow(sources);
    auto* numbers = new QHBoxLayout;
    const auto field = [&](const QString& title, QWidget* box, int stretch) {
        auto* part = new QVBoxLayout;
        auto* label = new QLabel(title);
        label->setBuddy(box);
        part->addWidget(label);
        part->addWidget(box);
        numbers->addLayout(part, stretch);
    };
    field(tr("&Learning rates"), m_rates, 3);
    field(tr("See&ds"), m_seeds, 1);
    field(tr("&Workers"), m_workers, 1);
    form->addRow(numbers);
    form->addRow(m_training);
    connect(m_designs, &QPlainTextEdit::textChanged, this, &SweepForm::changed);
    connect(m_bases, &SourceList::changed, this, &SweepForm::changed);
    connect(m_tasks, &SourceList::changed, this, &SweepForm::changed);
    connect(m_bases, &SourceList::named, this,
            [this](const QString& name) { emit placesNamed(placesOfBase(name.toStdString())); });
    connect(m_tasks, &SourceList::named, this,
            [this](const QString& name) { emit placesNamed(placesOfTask(sourceOf(name))); });
    connect(m_tasks, &SourceList::optionsRequested, this, &SweepForm::askForTaskOptions);
    connect(m_bases, &SourceList::offerTaken, this, &SweepForm::baseOfferTaken);
    connect(m_rates, &QLineEdit::textChanged, this, &SweepForm::changed);
    connect(m_seeds, &QSpinBox::valueChanged, this, &SweepForm::changed);
    connect(m_workers, &QSpinBox::valueChanged, this, &SweepForm::changed);
    connect(m_training, &TrainingBox::changed, this, &SweepForm::changed);
    display(emptyDraft());
}

QWidget* SweepForm::designsPart() {
    m_designs->setObjectName("sweepDesigns");
    m_designs->setAccessibleName(tr("Designs, one a line"));
    m_designs->setPlaceholderText(QStringLiteral("houlsby:m=2|8|32\nlayernorm\nfull"));
    m_designs->setToolTip(
        tr("One design a line. Alternatives joined by | make a grid: houlsby:m=2|8|32,sigma=1e-2|1e-3"));
    m_designs->setTabChangesFocus(true);
    m_designs->setLineWrapMode(QPlainTextEdit::NoWrap);
    sizeDesigns();
    auto* current = new QPushButton(tr("Add C&urrent Design"));
    current->setObjectName("addCurrentDesign");
    current->setToolTip(tr("Add the design from the Design page"));
    connect(current, &QPushButton::clicked, this, &SweepForm::currentDesignWanted);
    auto* presetButton = new QToolButton;
    presetButton->setObjectName("addPreset");
    presetButton->setText(tr("Add Preset"));
    presetButton->setToolTip(tr("Add a published design"));
    presetButton->setPopupMode(QToolButton::InstantPopup);
    presetButton->setMenu(new QMenu(presetButton));
    fillPresets(presetButton->menu());
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_designs);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(current);
    buttons->addWidget(presetButton);
    buttons->addStretch(1);
    layout->addLayout(buttons);
    return part;
}

void SweepForm::sizeDesigns() {
    m_designs->setFixedHeight(fontMetrics().lineSpacing() * 7);
}

void SweepForm::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        sizeDesigns();
}

void SweepForm::fillPresets(QMenu* menu) {
    menu->setToolTipsVisible(true);
    for (const Preset& preset : presets()) {
        const QString design = QString::fromStdString(preset.design);
        QAction* action =
            menu->addAction(QString::fromStdString(preset.title), this, [this, design] { addDesigns({design}); });
        action->setToolTip(design + QStringLiteral("\n") + QString::fromStdString(preset.sentence));
    }
}

void SweepForm::display(const SweepDraft& draft) {
    {
        const QSignalBlocker blocker(this);
        QStringList designs, bases, tasks;
        for (const std::string& design : draft.sweep.designs)
            designs << QString::fromStdString(design);
        for (const std::string& base : draft.sweep.bases)
            bases << QString::fromStdString(base);
        m_known = draft.sweep.tasks;
        for (const TaskSource& task : draft.sweep.tasks)
            tasks << QString::fromStdString(task.name);
        m_designs->setPlainText(designs.join(QLatin1Char('\n')));
        m_bases->setChecked(bases);
        m_tasks->setChecked(tasks);
        for (const TaskSource& task : m_known)
            m_tasks->setRemark(QString::fromStdString(task.name), remarkOn(task));
        m_rates->setText(QString::fromStdString(draft.learningRates));
        m_seeds->setValue(draft.sweep.seeds);
        m_workers->setValue(draft.workers);
        m_training->display(draft);
    }
    emit changed();
}

SweepDraft SweepForm::draft() const {
    SweepDraft draft;
    for (const QString& line : m_designs->toPlainText().split(QLatin1Char('\n')))
        if (!line.trimmed().isEmpty())
            draft.sweep.designs.push_back(line.trimmed().toStdString());
    for (const QString& base : m_bases->checked())
        draft.sweep.bases.push_back(base.toStdString());
    for (const QString& name : m_tasks->checked())
        draft.sweep.tasks.push_back(sourceOf(name));
    draft.learningRates = m_rates->text().toStdString();
    draft.sweep.seeds = m_seeds->value();
    draft.workers = m_workers->value();
    m_training->read(draft);
    return draft;
}

TaskSource SweepForm::sourceOf(const QString& name) const {
    for (const TaskSource& task : m_known)
        if (task.name == name.toStdString())
            return task;
    return taskNamed(name.toStdString());
}

void SweepForm::askForTaskOptions(const QString& name) {
    auto* dialog = new TaskOptionsDialog(sourceOf(name), window());
    connect(dialog, &TaskOptionsDialog::chosen, this, [this, name](const TaskSource& source) {
        std::erase_if(m_known, [&](const TaskSource& task) { return task.name == source.name; });
        m_known.push_back(source);
        m_tasks->setRemark(name, remarkOn(source));
        emit changed();
    });
    dialog->open();
}

void SweepForm::addDesigns(const QStringList& designs) {
    const QStringList before = m_designs->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QStringList lines = before + designs;
    lines.removeDuplicates();
    if (lines != before)
        m_designs->setPlainText(lines.join(QLatin1Char('\n')));
}

void SweepForm::addBases(const QStringList& names) {
    m_bases->addNames(names);
}

void SweepForm::addTasks(const QStringList& names) {
    m_tasks->addNames(names);
}

void SweepForm::chooseBase(const QString& name) {
    m_bases->choose(name);
}

void SweepForm::setBaseOffer(const QString& text, const QString& tip) {
    m_bases->setOffer(text, tip);
}

}  // namespace adapterscope
