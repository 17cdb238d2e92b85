// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "ui/pages/design/KeyEditor.h"

class QLineEdit;
class QSpinBox;

namespace adapterscope {

class StepSlider;

/// The key that makes a design larger (m, k): a logarithmic slider followed by a spin box and, if the method
/// allows it, sizes by layer.
class SizeEditor : public KeyEditor {
    Q_OBJECT

public:
    /// `byDefault` is the key's value by default.
    SizeEditor(const KeyInfo& key, const std::string& byDefault);
    void display(const Design& design) override;
    void setBase(const BaseConfig& base) override;

private:
    void editSizes(const QString& size, const QString& byLayer);

    QString m_byDefault;
    StepSlider* m_slider;
    QSpinBox* m_box;
    QLineEdit* m_byLayer = nullptr;
};

}  // namespace adapterscope
