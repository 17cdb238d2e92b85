// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/design/KeyEditor.h"

class QLineEdit;

namespace adapterscope {

class LayerMap;

/// A choice of layers: as text, as all or none, and as a map of layers by sites to click on.
class LayersEditor : public KeyEditor {
    Q_OBJECT

public:
    /// `shown` is what it shows at first, a design of the key's method.
    LayersEditor(const KeyInfo& key, Design shown);
    void display(const Design& design) override;
    void setBase(const BaseConfig& base) override;
    QWidget* wideWidget() override;

private:
    void showMap();

    QLineEdit* m_line;
    LayerMap* m_map;
    BaseConfig m_base;
    Design m_design;
};

}  // namespace adapterscope
