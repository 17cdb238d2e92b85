// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/design/KeyEditor.h"

class QLineEdit;

namespace adapterscope {

/// Ids of runs, typed with + between.
class RunsEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit RunsEditor(const KeyInfo& key);
    void display(const Design& design) override;

private:
    QLineEdit* m_line;
};

}  // namespace adapterscope
