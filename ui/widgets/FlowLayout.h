// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <vector>

namespace adapterscope {

/// Controls side by side, each as wide as it asks to be; those without space continue in the next row. The last one is
/// at the right edge.
class FlowLayout : public QLayout {
    Q_OBJECT

public:
    explicit FlowLayout(QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override { m_items.append(item); }
    /// The control with its label before it, which are never in different rows. The label's Alt letter leads to it.
    void addLabelled(const QString& label, QWidget* control);
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    struct Row {
        std::vector<QLayoutItem*> items;
        int width = 0, height = 0;
    };
    std::vector<Row> rowsIn(int width) const;
    int gap() const;

    QList<QLayoutItem*> m_items;
};

}  // namespace adapterscope
