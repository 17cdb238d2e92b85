// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/NumberEditors.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include "core/common/Text.h"
#include "ui/look/TextSize.h"
#include "ui/widgets/NumberBox.h"
#include "ui/widgets/StepSlider.h"

namespace adapterscope {

namespace {

/// Shares of 0.05 for ranges up to 1.
std::vector<double> shareSteps(double largest) {
    std::vector<double> steps;
    for (int i = 0; i / 20.0 <= largest; ++i)
        steps.push_back(i / 20.0);
    return steps;
}

QHBoxLayout* emptyRow(QWidget* owner) {
    auto* layout = new QHBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    return layout;
}

}  // namespace

IntegerEditor::IntegerEditor(const KeyInfo& info) : KeyEditor(info), m_box(new QSpinBox) {
    m_box->setRange(std::min(0, static_cast<int>(info.minimum)), static_cast<int>(info.maximum));
    adopt(m_box, objectNameOfKey());
    emptyRow(this)->addWidget(m_box);
    connect(m_box, &QSpinBox::valueChanged, this, [this](int value) { edit(QString::number(value)); });
}

void IntegerEditor::display(const Design& design) {
    showNumber(*m_box, textOf(design).toInt());
}

NumberEditor::NumberEditor(const KeyInfo& info) : KeyEditor(info), m_box(new NumberBox) {
    adopt(m_box, objectNameOfKey());
    auto* layout = emptyRow(this);
    m_box->setSteps(shareSteps(info.maximum));
    if (info.maximum > 1) {
        const std::vector<double> steps = decadeSteps(-7, 0);
        m_box->setSteps(steps);
        m_slider = new StepSlider;
        m_slider->setSteps(steps, 5);
        adopt(m_slider, objectNameOfKey() + "Slider");
        layout->addWidget(m_slider, 1);
        textsize::fixWidth(*m_box, 92);
        connect(m_slider, &QSlider::sliderPressed, this, [this] { beginGesture(); });
        connect(m_slider, &StepSlider::stepped, this,
                [this](double value) { edit(QString::fromStdString(numberText(value))); });
    }
    layout->addWidget(m_box, m_slider ? 0 : 1);
    // Return repeats the last number even if there is a word; an emptied box returns to its number when left.
    const auto take = [this] {
        if (!m_box->isUnread())
            edit(QString::fromStdString(numberText(m_box->value())));
    };
    connect(m_box, &NumberBox::valueChanged, this, take);
    connect(m_box, &NumberBox::editingFinished, this, take);
    // Other text is passed on too, so that the form can show what is wrong with it.
    connect(m_box, &NumberBox::typed, this, [this](const QString& text) {
        if (m_box->isUnread())
            edit(text.trimmed());
    });
}

void NumberEditor::display(const Design& design) {
    const double value = textOf(design).toDouble();
    if (m_slider)
        m_slider->showValue(value);
    if (m_box->value() != value || m_box->isUnread())  // else the text being typed is left as it is
        m_box->showValue(value);
}

OptionalNumberEditor::OptionalNumberEditor(const KeyInfo& info, double usual) : KeyEditor(info), m_line(new QLineEdit) {
    m_line->setPlaceholderText(tr("%1 (the method's)").arg(QString::fromStdString(numberText(usual))));
    m_line->setClearButtonEnabled(true);
    adopt(m_line, objectNameOfKey());
    emptyRow(this)->addWidget(m_line);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString& text) { edit(text.trimmed()); });
}

void OptionalNumberEditor::display(const Design& design) {
    if (meansTheSame(*m_line, m_line->text(), design))
        return;
    const QSignalBlocker quiet(m_line);
    m_line->setText(textOf(design));
}

}  // namespace adapterscope
