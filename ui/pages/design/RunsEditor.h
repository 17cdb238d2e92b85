// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/design/KeyEditor.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace adapterscope {

/// Runs to fuse: their ids, typed with + between them, and below them the project's finished runs, each with a box to
/// tick.
class RunsEditor : public KeyEditor {
    Q_OBJECT

public:
    explicit RunsEditor(const KeyInfo& key);
    void display(const Design& design) override;
    void setBase(const BaseConfig& base) override;
    void setRuns(const std::vector<FinishedRun>& runs) override;
    QWidget* wideWidget() override { return m_below; }

private:
    void showRuns();
    void showState(int row, const FusionSettings& fusion);
    void takeTicks();

    QLineEdit* m_line;
    QWidget* m_below;
    QListWidget* m_list;
    QLabel* m_empty;
    Design m_design;
    std::optional<BaseConfig> m_base;
    std::vector<FinishedRun> m_runs;
    bool m_areRead = false;
};

}  // namespace adapterscope
