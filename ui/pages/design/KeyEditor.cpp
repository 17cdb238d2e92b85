// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/KeyEditor.h"

#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSpinBox>

#include "core/common/Error.h"
#include "ui/look/PlainTip.h"

namespace adapterscope {

KeyEditor::KeyEditor(KeyInfo key, QWidget* parent) : QWidget(parent), m_key(std::move(key)) {}

void KeyEditor::adopt(QWidget* control, const QString& objectName) {
    control->setObjectName(objectName);
    control->setToolTip(wrappedTip(QString::fromStdString(m_key.help)));
    control->setAccessibleName(QString::fromStdString(m_key.label));
    control->setAccessibleDescription(QString::fromStdString(m_key.help));
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(this);
    if (!m_control)
        m_control = control;
}

bool KeyEditor::eventFilter(QObject* watched, QEvent* event) {
    // Undo and Redo belong to the window: they undo design edits, not letters.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        emit abandoned();
    if (event->type() == QEvent::FocusIn)
        beginGesture();
    return QWidget::eventFilter(watched, event);
}

bool KeyEditor::meansTheSame(const QWidget& line, const QString& typed, const Design& design) const {
    if (!line.hasFocus())
        return false;
    try {
        Design read = design;
        m_key.set(read, typed.trimmed().toStdString());
        return read == design;
    } catch (const Error&) {
        return false;
    }
}

void KeyEditor::showNumber(QSpinBox& box, int number) {
    const QSignalBlocker quiet(box);
    // Only if it must be: a new range ends the repetition of an arrow that is held down.
    if (number < box.minimum())
        box.setMinimum(number);
    if (number > box.maximum())
        box.setMaximum(number);
    box.setValue(number);
}

}  // namespace adapterscope
