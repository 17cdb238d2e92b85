// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/Page.h"

namespace adapterscope {

class SweepPage : public Page {
    Q_OBJECT

public:
    explicit SweepPage(Session& session, QWidget* parent = nullptr);

    QString key() const override { return "sweep"; }
    QString title() const override { return tr("Sweep"); }
    QIcon icon() const override;
};

}  // namespace adapterscope
