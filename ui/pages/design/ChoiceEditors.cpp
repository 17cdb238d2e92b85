// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/ChoiceEditors.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/design/QuotedText.h"

namespace adapterscope {

namespace {

QHBoxLayout* rowOf(QWidget* owner, QWidget* control) {
    auto* layout = new QHBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(control);
    return layout;
}

}  // namespace

ChoiceEditor::ChoiceEditor(const KeyInfo& info) : KeyEditor(info), m_box(new QComboBox) {
    adopt(m_box, objectNameOfKey());
    for (const std::string& choice : info.choices)
        m_box->addItem(QString::fromStdString(choice));
    // A long choice widens the list that opens, not the form.
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(10);
    m_box->view()->setMinimumWidth(m_box->view()->sizeHintForColumn(0) + 24);
    rowOf(this, m_box);
    connect(m_box, &QComboBox::activated, this, [this] {
        beginGesture();
        edit(m_box->currentText());
    });
}

void ChoiceEditor::display(const Design& design) {
    const QSignalBlocker quiet(m_box);
    m_box->setCurrentIndex(m_box->findText(textOf(design)));
    m_box->setPlaceholderText(textOf(design));  // a typed value need not be one of the choices
}

SwitchEditor::SwitchEditor(const KeyInfo& info)
    : KeyEditor(info), m_box(new QCheckBox(QString::fromStdString(info.label))) {
    adopt(m_box, objectNameOfKey());
    rowOf(this, m_box);
    connect(m_box, &QCheckBox::clicked, this, [this](bool on) {
        beginGesture();
        edit(on ? "on" : "off");
    });
}

void SwitchEditor::display(const Design& design) {
    const QSignalBlocker quiet(m_box);
    m_box->setChecked(textOf(design) == "on");
}

NumberOrWordEditor::NumberOrWordEditor(const KeyInfo& info, const std::string& usual)
    : KeyEditor(info), m_box(new QComboBox) {
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    adopt(m_box, objectNameOfKey());
    m_box->addItem(QString::fromStdString(usual));
    for (const std::string& choice : info.choices)
        m_box->addItem(QString::fromStdString(choice));
    rowOf(this, m_box);
    connect(m_box->lineEdit(), &QLineEdit::textEdited, this, [this](const QString& text) { edit(text.trimmed()); });
    connect(m_box, &QComboBox::activated, this, [this] {
        beginGesture();
        edit(m_box->currentText());
    });
}

void NumberOrWordEditor::display(const Design& design) {
    if (meansTheSame(*m_box, m_box->currentText(), design))
        return;
    const QSignalBlocker quiet(m_box);
    m_box->setCurrentText(textOf(design));
}

WordOrTextEditor::WordOrTextEditor(const KeyInfo& info) : KeyEditor(info), m_box(new QComboBox), m_line(new QLineEdit) {
    adopt(m_box, objectNameOfKey());
    adopt(m_line, objectNameOfKey() + "Text");
    m_line->setAccessibleName(tr("%1: text").arg(QString::fromStdString(info.label)));
    m_line->setPlaceholderText(tr("the text"));
    m_line->hide();
    for (const std::string& choice : info.choices)
        m_box->addItem(QString::fromStdString(choice));
    m_box->addItem(tr("a text"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_box);
    layout->addWidget(m_line);
    const auto editText = [this] { edit(QString::fromStdString(quotedText(m_line->text().toStdString()))); };
    connect(m_line, &QLineEdit::textEdited, this, editText);
    connect(m_box, &QComboBox::activated, this, [this, editText](int index) {
        beginGesture();
        if (index < m_box->count() - 1)
            edit(m_box->itemText(index));
        else
            editText();
    });
}

void WordOrTextEditor::display(const Design& design) {
    const QSignalBlocker quiet(m_box);
    const std::string value = key().get(design);
    const bool isText = isInQuotes(value);
    m_box->setCurrentIndex(isText ? m_box->count() - 1 : m_box->findText(QString::fromStdString(value)));
    m_line->setVisible(isText);
    if (!isText)
        return;
    // What is being typed keeps its cursor.
    if (const QString text = QString::fromStdString(withoutQuotes(value)); m_line->text() != text)
        m_line->setText(text);
}

}  // namespace adapterscope
