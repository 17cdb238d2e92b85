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
    explicit LayersEditor(const KeyInfo& key);
    void display(const Design& design) override;
    void setBase(const BaseConfig& base) override;
    QWidget* wideWidget() override;

private:
    void showMap(const Design& design);

    QLineEdit* m_line;
    LayerMap* m_map;
    int m_layers = 0;
    Design m_design;
};

}  // namespace adapterscope
