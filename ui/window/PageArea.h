// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace adapterscope {

/// The pages with the message bar above them. A message that comes while the pointer is over the pages moves nothing
/// below it: it lies over them, away from the pointer, until the pointer leaves. Its space goes with it.
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
