// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QGridLayout>
#include <QString>

#include <vector>

class QLabel;

namespace adapterscope {

class FormLabel;

/// The rows of the form: a label in a column of one width and its control, or, if there is not enough space for both
/// side by side, the label above the control.
class FormRows : public QGridLayout {
    Q_OBJECT

public:
    explicit FormRows(QWidget* owner);

    /// Appends a field with its label, which is returned; an empty one keeps the column's width. The label's Alt letter
    /// leads to the control, which the field is or contains.
    QLabel* add(const QString& text, QWidget* field, QWidget* control);
    /// Appends a widget below the field before it.
    void addBelow(QWidget* widget);
    /// Appends a widget that takes the labels' column too.
    void addWide(QWidget* widget);

    void setStacked(bool stacked);
    /// The least width with labels beside their controls, whether or not they are.
    int widthBeside() const;

private:
    /// What each row has; a label is never alone.
    struct Row {
        FormLabel* label;
        QWidget* field;
        bool isWide;
    };
    void append(const Row& row);
    void place(std::size_t row);

    std::vector<Row> m_rows;
    bool m_stacked = false;
};

}  // namespace adapterscope
