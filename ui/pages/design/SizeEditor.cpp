// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/SizeEditor.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

#include "ui/look/TextSize.h"
#include "ui/widgets/StepSlider.h"

namespace adapterscope {

namespace {

/// `32+16@6-11` is 32, and 16 in layers 6 to 11.
std::pair<QString, QString> splitSizes(const QString& text) {
    const QString first = text.section('+', 0, 0);
    if (first.contains('@'))
        return {{}, text};
    return {first, text.section('+', 1)};
}

}  // namespace

SizeEditor::SizeEditor(const KeyInfo& info, const std::string& byDefault)
    : KeyEditor(info), m_byDefault(QString::fromStdString(byDefault)), m_slider(new StepSlider), m_box(new QSpinBox) {
    adopt(m_box, objectNameOfKey());
    adopt(m_slider, objectNameOfKey() + "Slider");
    // 0 and too large values may be typed, so that the form can explain why they are invalid.
    m_box->setRange(std::min(0, static_cast<int>(info.minimum)), static_cast<int>(info.maximum) * 10);
    textsize::fixWidth(*m_box, 92);
    m_slider->setSteps(wholeSteps(512), 8);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setVerticalSpacing(4);
    layout->addWidget(m_slider, 0, 0);
    layout->addWidget(m_box, 0, 1);
    if (info.kind == KeyKind::Sizes) {
        m_byLayer = new QLineEdit;
        m_byLayer->setPlaceholderText(tr("by layer, such as 64@0-5+16@6-11"));
        m_byLayer->setClearButtonEnabled(true);
        adopt(m_byLayer, objectNameOfKey() + "ByLayer");
        layout->addWidget(m_byLayer, 1, 0, 1, 2);
        connect(m_byLayer, &QLineEdit::textChanged, this,
                [this](const QString& text) { editSizes(QString::number(m_box->value()), text.trimmed()); });
    }
    connect(m_slider, &QSlider::sliderPressed, this, [this] { beginGesture(); });
    const auto editSize = [this](double size) {
        editSizes(QString::number(std::lround(size)), m_byLayer ? m_byLayer->text().trimmed() : QString());
    };
    connect(m_slider, &StepSlider::stepped, this, editSize);
    connect(m_box, &QSpinBox::valueChanged, this, editSize);
}

void SizeEditor::editSizes(const QString& size, const QString& byLayer) {
    edit(byLayer.isEmpty() ? size : size + '+' + byLayer);
}

void SizeEditor::display(const Design& design) {
    auto [size, byLayer] = splitSizes(textOf(design));
    if (size.isEmpty())  // an omitted size is the default, which setting the key again gives
        size = m_byDefault;
    showNumber(*m_box, size.toInt());
    m_slider->showValue(size.toDouble());
    if (!m_byLayer || meansTheSame(*m_byLayer, size + '+' + m_byLayer->text(), design))
        return;
    const QSignalBlocker quiet(m_byLayer);
    m_byLayer->setText(byLayer);
}

void SizeEditor::setBase(const BaseConfig& base) {
    // Bottlenecks and ranks up to d, and at least the paper's 512; whole layers up to the base's.
    const int largest = key().countsLayers ? base.layers : std::max(512, base.hidden);
    m_slider->setSteps(wholeSteps(std::min(largest, static_cast<int>(key().maximum))), 8);
    m_slider->showValue(m_box->value());
}

}  // namespace adapterscope
