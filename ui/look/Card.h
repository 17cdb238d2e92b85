// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QLabel>

class QVBoxLayout;

namespace adapterscope {

/// A rounded panel with a heading that groups related widgets.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& heading = {}, QWidget* parent = nullptr);

    QVBoxLayout* body() { return m_body; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_body;
};

/// A wrapped label in a colour of the theme that follows light and dark. It asks for the height that its text needs at
/// its current width (height-for-width is lost in nested layouts and scroll areas, and the last line with it).
class ToneLabel : public QLabel {
    Q_OBJECT

public:
    using Tone = QColor (*)(const QPalette&);  ///< theme::quietText, theme::fault, …
    explicit ToneLabel(Tone tone, const QString& text = {}, QWidget* parent = nullptr);
    void setTone(Tone tone);
    /// Reserves space for that many lines, whatever the text.
    void reserve(int lines);

    bool hasHeightForWidth() const override { return false; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void paintTone();
    Tone m_tone;
    int m_lines = 0;
};

}  // namespace adapterscope
