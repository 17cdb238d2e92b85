// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

#include <vector>

#include "core/design/Design.h"

namespace adapterscope {

/// A tab for each part of a union, named after its method. A part with something wrong or worth a remark has a sign.
class PartTabs : public QTabBar {
    Q_OBJECT

public:
    explicit PartTabs(QWidget* parent = nullptr);

    void setParts(const std::vector<Part>& parts);
    /// What was found about a part.
    void mark(int part, const std::vector<Finding>& findings);

signals:
    /// The person pressed Delete.
    void removeRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

}  // namespace adapterscope
