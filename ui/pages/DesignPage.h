// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/Page.h"

namespace adapterscope {

class DesignPage : public Page {
    Q_OBJECT

public:
    explicit DesignPage(Session& session, QWidget* parent = nullptr);

    QString key() const override { return "design"; }
    QString title() const override { return tr("Design"); }
    QIcon icon() const override;
};

}  // namespace adapterscope
