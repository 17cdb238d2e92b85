// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/design/KeyEditor.h"

class QLineEdit;
class QSpinBox;

namespace adapterscope {

class NumberBox;
class StepSlider;

/// A whole number in a small range.
class IntegerEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit IntegerEditor(const KeyInfo& key);
    void display(const Design& design) override;

private:
    QSpinBox* m_box;
};

/// A number; if its range goes beyond 1, as sigma's does, with a slider over its decades and a place for 0.
class NumberEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit NumberEditor(const KeyInfo& key);
    void display(const Design& design) override;

private:
    NumberBox* m_box;
    StepSlider* m_slider = nullptr;
};

/// A number that may be left out, in which case the method's default applies.
class OptionalNumberEditor : public KeyEditor {
    Q_OBJECT

public:
    OptionalNumberEditor(const KeyInfo& key, double usual);
    void display(const Design& design) override;

private:
    QLineEdit* m_line;
};

}  // namespace adapterscope
