// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

#include "core/design/Design.h"

class QVBoxLayout;

namespace adapterscope {

/// What is wrong with, or worth a remark about, the control above it: a symbol and a sentence for each finding, empty
/// if there is none.
class FindingLabel : public QWidget {
    Q_OBJECT

public:
    explicit FindingLabel(QWidget* parent = nullptr);

    void setFindings(const std::vector<Finding>& findings);
    /// The sentences, one per line.
    QString text() const { return m_text; }

private:
    QVBoxLayout* m_layout;
    QString m_text;
};

}  // namespace adapterscope
