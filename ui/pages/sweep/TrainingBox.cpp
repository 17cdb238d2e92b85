// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sweep/TrainingBox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/look/NumberText.h"
#include "ui/widgets/Chooser.h"

namespace adapterscope {

TrainingBox::TrainingBox(QWidget* parent)
    : QWidget(parent), m_fold(new QToolButton), m_body(new QWidget), m_form(new QFormLayout(m_body)) {
    m_fold->setObjectName("trainingFold");
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setArrowType(Qt::RightArrow);
    m_fold->setCheckable(true);
    m_fold->setAutoRaise(true);
    m_fold->setToolTip(tr("How each run is trained; the defaults follow the paper"));
    m_form->setContentsMargins(12, 0, 0, 0);
    m_epochs = whole("epochs", tr("Epochs"), 1, 1000, tr("Passes over the training rows"));
    m_batch = whole("batch", tr("Batch"), 1, 4096, tr("Examples a step; the paper uses 32"));
    m_rows = whole("limitTrain", tr("Training rows"), 0, 100'000'000,
                   tr("One fixed stratified sample of this many training rows, the same for all seeds"));
    m_rows->setSpecialValueText(tr("all"));
    m_evaluations =
        whole("evaluations", tr("Evaluations an epoch"), 1, 1000, tr("How often dev is scored; the best one is kept"));
    m_patience =
        whole("patience", tr("Patience"), 0, 1000, tr("Evaluations without a better dev score after which a run ends"));
    m_patience->setSpecialValueText(tr("never stop early"));
    m_optimizer = choice("optimizer", tr("Optimiser"), {"adamw", "bert"},
                         tr("AdamW, or the 2018 BERT code's Adam, without bias correction"));
    m_warmup =
        decimal("warmup", tr("Warm-up"), 1, 0.05, tr("Share of the steps in which the rate rises; then it falls to 0"));
    m_weightDecay = decimal("weightDecay", tr("Weight decay"), 10, 0.01,
                            tr("Decay of the trained weights, except biases and LayerNorms"));
    m_clip = decimal("clip", tr("Gradient clip"), 1000, 0.5, tr("Largest norm of the whole gradient; 0 = off"));
    m_headDropout =
        decimal("headDropout", tr("Head dropout"), 0.99, 0.05, tr("Dropout before the classification head"));
    m_baseDropout = new QCheckBox(tr("as in the base's config"));
    addRow(tr("Base dropout"), m_baseDropout, "baseDropout",
           tr("Dropout inside the frozen base; off lets frozen layers be computed once"));
    m_pooling =
        choice("pooling", tr("Pooling"), {QString(), "mean", "cls", "pooler"},
               tr("What the head reads. The pooler is BERT's dense layer over the first token and stays as it was "
                  "pre-trained: a poor choice for a base that was not made to be read by it, such as MiniLM"));
    m_pooling->setItemText(0, tr("as the base states"));
    m_maxLength =
        whole("maxLength", tr("Longest text"), 8, 100'000, tr("Tokens, special ones included; longer texts are cut"));
    m_threads =
        whole("threads", tr("Threads a run"), 1, 256, tr("More workers beat more threads if there are several runs"));
    m_precision = choice("precision", tr("Precision"), {"f32", "bf16"},
                         tr("bf16: the frozen products in bfloat16, on CPUs that have it"));
    m_body->setVisible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_fold);
    layout->addWidget(m_body);
    connect(m_fold, &QToolButton::toggled, this, [this](bool open) {
        m_fold->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_body->setVisible(open);
    });
    connect(this, &TrainingBox::changed, this, &TrainingBox::summarise);
    display(emptyDraft());
}

void TrainingBox::addRow(const QString& label, QWidget* widget, const char* name, const QString& explanation) {
    widget->setObjectName(QLatin1String(name));
    widget->setToolTip(explanation);
    widget->setAccessibleName(label);
    m_form->addRow(label, widget);
    if (auto* check = qobject_cast<QCheckBox*>(widget))
        connect(check, &QCheckBox::toggled, this, &TrainingBox::changed);
    else if (auto* box = qobject_cast<QSpinBox*>(widget))
        connect(box, &QSpinBox::valueChanged, this, &TrainingBox::changed);
    else if (auto* number = qobject_cast<QDoubleSpinBox*>(widget))
        connect(number, &QDoubleSpinBox::valueChanged, this, &TrainingBox::changed);
    else if (auto* list = qobject_cast<QComboBox*>(widget))
        connect(list, &QComboBox::currentIndexChanged, this, &TrainingBox::changed);
}

QSpinBox* TrainingBox::whole(const char* name, const QString& label, int lowest, int highest,
                             const QString& explanation) {
    auto* box = new QSpinBox;
    box->setRange(lowest, highest);
    addRow(label, box, name, explanation);
    return box;
}

QDoubleSpinBox* TrainingBox::decimal(const char* name, const QString& label, double highest, double step,
                                     const QString& explanation) {
    auto* box = new QDoubleSpinBox;
    box->setDecimals(3);
    box->setRange(0, highest);
    box->setSingleStep(step);
    addRow(label, box, name, explanation);
    return box;
}

QComboBox* TrainingBox::choice(const char* name, const QString& label, const QStringList& values,
                               const QString& explanation) {
    auto* box = new QComboBox;
    for (const QString& value : values)
        box->addItem(value, value);
    addRow(label, box, name, explanation);
    return box;
}

void TrainingBox::display(const SweepDraft& draft) {
    const QSignalBlocker blocker(this);
    const Hyperparameters& h = draft.sweep.hyperparameters;
    m_epochs->setValue(h.epochs);
    m_batch->setValue(h.batch);
    m_rows->setValue(draft.limitTrain);
    m_evaluations->setValue(h.evaluations);
    m_patience->setValue(h.patience);
    chooseAmong(*m_optimizer, h.optimizer);
    m_warmup->setValue(h.warmup);
    m_weightDecay->setValue(h.weightDecay);
    m_clip->setValue(h.clip);
    m_headDropout->setValue(h.headDropout);
    m_baseDropout->setChecked(h.baseDropout);
    chooseAmong(*m_pooling, draft.sweep.pooling);
    m_maxLength->setValue(h.maxLength);
    m_threads->setValue(h.threads);
    chooseAmong(*m_precision, h.precision);
    summarise();
}

void TrainingBox::read(SweepDraft& draft) const {
    Hyperparameters& h = draft.sweep.hyperparameters;
    h.epochs = m_epochs->value();
    h.batch = m_batch->value();
    draft.limitTrain = m_rows->value();
    h.evaluations = m_evaluations->value();
    h.patience = m_patience->value();
    h.optimizer = m_optimizer->currentData().toString().toStdString();
    h.warmup = m_warmup->value();
    h.weightDecay = m_weightDecay->value();
    h.clip = m_clip->value();
    h.headDropout = m_headDropout->value();
    h.baseDropout = m_baseDropout->isChecked();
    draft.sweep.pooling = m_pooling->currentData().toString().toStdString();
    h.maxLength = m_maxLength->value();
    h.threads = m_threads->value();
    h.precision = m_precision->currentData().toString().toStdString();
}

void TrainingBox::summarise() {
    const int shown = m_rows->value(), epochs = m_epochs->value();
    const QString rows = shown > 0 ? tr(", %1 row(s)", nullptr, shown).arg(shown) : QString();
    m_fold->setText(tr("Training: %1 epoch(s), batch %2%3", nullptr, epochs)
                        .arg(withSeparators(epochs))
                        .arg(m_batch->value())
                        .arg(rows));
}

}  // namespace adapterscope
