// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <vector>

#include "core/design/Methods.h"
#include "core/experiment/plan/Fusions.h"

class QSpinBox;

namespace adapterscope {

/// The control for one key of a method, made from the key's row. Values go in and out as the key's text, so a new
/// method needs no code here.
class KeyEditor : public QWidget {
    Q_OBJECT

public:
    explicit KeyEditor(KeyInfo key, QWidget* parent = nullptr);

    const KeyInfo& key() const { return m_key; }
    /// Where its label's Alt letter leads. (Not a focus proxy: the Tab key would lead from the owner to it again.)
    QWidget* control() const { return m_control; }
    /// Shows the design's value, without a signal.
    virtual void display(const Design& design) = 0;
    /// What a control needs to know about the base; nothing by default.
    virtual void setBase(const BaseConfig&) {}
    /// The same for the project's runs.
    virtual void setRuns(const std::vector<FinishedRun>&) {}
    /// A part of the control that takes a row of its own below, label column included; null for none.
    virtual QWidget* wideWidget() { return nullptr; }
    /// The text of the label on the left; empty if the control names itself.
    virtual QString label() const { return QString::fromStdString(m_key.label); }

signals:
    /// The person set the value. Steps of one gesture (a drag, a word being typed) carry the same number.
    void edited(const QString& text, int gesture);
    /// The person set another key with this control.
    void otherEdited(const QString& key, const QString& text, int gesture);
    /// The person discards the typed text: Escape.
    void abandoned();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    /// For every inner control: tool tip, accessible name, gestures by focus.
    void adopt(QWidget* control, const QString& objectName);
    void beginGesture() { ++m_gesture; }
    void edit(const QString& text) { emit edited(text, m_gesture); }
    void editOther(const QString& key, const QString& text) { emit otherEdited(key, text, m_gesture); }
    /// Whether the text being typed in a line already means the design's value: then it stays as typed.
    bool meansTheSame(const QWidget& line, const QString& typed, const Design& design) const;
    /// Shows the number without a signal: even one that cannot be entered in the box, because its fault names it.
    static void showNumber(QSpinBox& box, int number);
    QString textOf(const Design& design) const { return QString::fromStdString(m_key.get(design)); }
    QString objectNameOfKey() const { return QString::fromStdString(m_key.name); }

private:
    KeyInfo m_key;
    QWidget* m_control = nullptr;
    int m_gesture = 0;
};

}  // namespace adapterscope
