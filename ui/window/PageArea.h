// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace adapterscope {

/// The pages with the message bar above them. While the pointer is over the pages nothing below it moves: a message
/// that comes then lies over them, away from the pointer, and one that goes leaves its space, until the pointer leaves.
class PageArea : public QWidget {
    Q_OBJECT

public:
    PageArea(QWidget* bar, QWidget* pages, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    int barHeight() const;

    QWidget *m_bar, *m_pages;
    int m_space = 0;  ///< for the bar, above the pages
};

}  // namespace adapterscope
