// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace adapterscope {

/// Fusion, with check boxes visible on a dark background: Fusion draws their edge darker than the window. An emphasised
/// button has the colour of its palette; Fusion would draw it much lighter, too light for its text. The wheel
/// changes the value of a control only if it has the focus; else it scrolls what the control is in. Text fields leave
/// the window's shortcuts to the window: those with Ctrl and a letter that few edit with. Enter presses a tool button,
/// as it does any other. Texts in a table without lines keep a distance from those in the next column.
class Style : public QProxyStyle {
    Q_OBJECT

public:
    Style();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;
    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace adapterscope
