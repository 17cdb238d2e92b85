// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/Page.h"

namespace adapterscope {

class ComparePage : public Page {
    Q_OBJECT

public:
    explicit ComparePage(Session& session, QWidget* parent = nullptr);

    QString key() const override { return "compare"; }
    QString title() const override { return tr("Compare"); }
    QIcon icon() const override;
};

}  // namespace adapterscope
