// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/FormRows.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include <algorithm>

#include "core/design/Methods.h"

namespace adapterscope {

namespace {

constexpr int labelWidth = 112;  // at least

/// Enough for the longest word of any label; all labels share a font.
int widthFor(const QFont& font) {
    static QFont measured;
    static int widest = 0;
    if (widest > 0 && measured == font)
        return widest;
    measured = font;
    widest = labelWidth;
    const QFontMetrics metrics(font);
    for (const MethodInfo& method : methods())
        for (const KeyInfo& key : method.keys)
            for (const QString& word : QString::fromStdString(key.label).split(' '))
                widest = std::max(widest, metrics.horizontalAdvance(word) + 4);
    return widest;
}

/// A label of the form's first column: all have one width, and longer ones take more lines.
class FormLabel : public QLabel {
public:
    explicit FormLabel(const QString& text) : QLabel(text) {
        setMinimumHeight(text.isEmpty() ? 0 : 24);
        setWordWrap(true);
        fit();
    }

protected:
    void changeEvent(QEvent* event) override {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::FontChange)
            fit();
    }

private:
    void fit() { setFixedWidth(widthFor(font())); }
};

}  // namespace

QGridLayout* formGrid(QWidget* owner) {
    auto* grid = new QGridLayout(owner);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(1, 1);
    return grid;
}

QLabel* labelFor(const QString& text, QWidget* control) {
    auto* label = new FormLabel(text);
    label->setBuddy(control);
    return label;
}

}  // namespace adapterscope
