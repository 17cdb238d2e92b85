// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include <functional>
#include <utility>

namespace adapterscope {

/// From now on the area scrolls to whatever in it gets the focus by a key or from the program; a click moves nothing.
void scrollToFocus(QScrollArea& area);

/// Scrolls a form or a column of cards vertically if the window is too low for it. The width of the bar is always
/// kept free, so that nothing moves sideways when the bar appears or disappears, say during a drag. It scrolls to its
/// control that gets the focus.
class SteadyScrollArea : public QScrollArea {
    Q_OBJECT

public:
    explicit SteadyScrollArea(QWidget* content, QWidget* parent = nullptr);

    /// It is as wide as its content unless it is told otherwise or there is no space; then it scrolls sideways too.
    void setMayBeNarrower(bool may) { m_mayBeNarrower = may; }
    /// For content whose needs change: the area is that wide, whatever is in it, and scrolls sideways if that is too
    /// little.
    void setOwnWidth(std::function<int()> width) { m_ownWidth = std::move(width); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_mayBeNarrower = false;
    std::function<int()> m_ownWidth;  ///< empty for its content's
};

}  // namespace adapterscope
