// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/FormRows.h"

#include <QEvent>
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

}  // namespace

/// A label of the form's first column: all have one width, and longer ones take more lines. Above its control it has as
/// much width as there is.
class FormLabel : public QLabel {
public:
    explicit FormLabel(const QString& text) : QLabel(text) {
        setMinimumHeight(text.isEmpty() ? 0 : 24);
        setWordWrap(true);
        fit();
    }
    void setStacked(bool stacked) {
        m_stacked = stacked;
        setHidden(stacked && text().isEmpty());
        fit();
    }

protected:
    void changeEvent(QEvent* event) override {
        QLabel::changeEvent(event);
        if (event->type() == QEvent::FontChange)
            fit();
    }

private:
    void fit() {
        const int width = widthFor(font());
        setMinimumWidth(m_stacked ? 0 : width);
        setMaximumWidth(m_stacked ? QWIDGETSIZE_MAX : width);
    }

    bool m_stacked = false;
};

FormRows::FormRows(QWidget* owner) : QGridLayout(owner) {
    setContentsMargins(0, 0, 0, 0);
    setHorizontalSpacing(8);
    setVerticalSpacing(5);
    setColumnStretch(1, 1);
}

QLabel* FormRows::add(const QString& text, QWidget* field, QWidget* control) {
    auto* label = new FormLabel(text);
    label->setBuddy(control);
    append({label, field, false});
    return label;
}

void FormRows::addBelow(QWidget* widget) {
    append({nullptr, widget, false});
}

void FormRows::addWide(QWidget* widget) {
    append({nullptr, widget, true});
}

void FormRows::append(const Row& row) {
    m_rows.push_back(row);
    place(m_rows.size() - 1);
}

/// In two lines, of which the first is the label's if it is above; a line without widgets takes no space.
void FormRows::place(std::size_t index) {
    const Row& row = m_rows[index];
    const int line = 2 * static_cast<int>(index);
    const bool isWide = row.isWide || m_stacked;
    if (row.label && m_stacked)
        addWidget(row.label, line, 0, 1, 2);
    else if (row.label)
        addWidget(row.label, line + 1, 0, Qt::AlignTop);
    addWidget(row.field, line + 1, isWide ? 0 : 1, 1, isWide ? 2 : 1);
}

void FormRows::setStacked(bool stacked) {
    if (stacked == m_stacked)
        return;
    m_stacked = stacked;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        removeWidget(m_rows[i].field);
        if (m_rows[i].label) {
            removeWidget(m_rows[i].label);
            m_rows[i].label->setStacked(stacked);
        }
        place(i);
    }
}

int FormRows::widthBeside() const {
    int beside = 0, wide = 0;
    for (const Row& row : m_rows)
        if (!row.field->isHidden()) {
            int& widest = row.isWide ? wide : beside;
            widest = std::max(widest, row.field->minimumSizeHint().expandedTo(row.field->minimumSize()).width());
        }
    return std::max(wide, widthFor(parentWidget()->font()) + horizontalSpacing() + beside);
}

}  // namespace adapterscope
