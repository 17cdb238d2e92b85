// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/design/KeyEditor.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace adapterscope {

/// One of a key's words.
class ChoiceEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit ChoiceEditor(const KeyInfo& key);
    void display(const Design& design) override;

private:
    QComboBox* m_box;
};

/// On or off.
class SwitchEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit SwitchEditor(const KeyInfo& key);
    void display(const Design& design) override;
    QString label() const override { return {}; }

private:
    QCheckBox* m_box;
};

/// A number or one of the key's words, typed or chosen.
class NumberOrWordEditor : public KeyEditor {
    Q_OBJECT

public:
    NumberOrWordEditor(const KeyInfo& key, const std::string& usual);
    void display(const Design& design) override;

private:
    QComboBox* m_box;
};

/// One of the key's words, or a text, which is typed below the choice.
class WordOrTextEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit WordOrTextEditor(const KeyInfo& key);
    void display(const Design& design) override;

private:
    QComboBox* m_box;
    QLineEdit* m_line;
};

}  // namespace adapterscope
