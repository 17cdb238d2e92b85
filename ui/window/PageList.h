// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

namespace adapterscope {

/// The list of pages at the window's left edge, as wide as its titles at any size of text, or as wide as its signs.
class PageList : public QListWidget {
    Q_OBJECT

public:
    explicit PageList(QWidget* parent = nullptr);

    void addPage(const QIcon& sign, const QString& title, const QString& toolTip);
    /// Shows only the signs, if the titles would take too much of the window.
    void setCompact(bool compact);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fit();

    bool m_compact = false;
};

}  // namespace adapterscope
