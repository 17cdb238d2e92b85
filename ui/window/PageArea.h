// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace adapterscope {

/// Whether the person used the keyboard last, and not the pointer.
class KeyboardUse : public QObject {
    Q_OBJECT

public:
    explicit KeyboardUse(QObject* parent);
    bool isNow() const { return m_isNow; }

signals:
    void began();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_isNow = false;
};

/// The pages with the message bar, which is the window's, below them: no message moves or covers the first rows of a
/// page. One that comes while the pointer is over the pages moves nothing: it lies over the status bar and as little of
/// the pages as it needs, or above the status bar while that shows progress, away from the pointer, until the pointer
/// leaves or the person works by keyboard. Its space goes with it.
class PageArea : public QWidget {
    Q_OBJECT

public:
    PageArea(QWidget* bar, QWidget* pages, QWidget* parent = nullptr);

    /// Whether the status bar below shows what must stay readable.
    void keepStatusBar(bool keep);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();
    int barHeight() const;

    QPointer<QWidget> m_bar;  ///< the window may delete it first
    QWidget* m_pages;
    KeyboardUse* m_keyboard;
    int m_space = 0;  ///< for the bar, below the pages
    bool m_keepsStatusBar = false;
};

}  // namespace adapterscope
