// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/TabOrder.h"

#include <QFormLayout>
#include <QGridLayout>
#include <QSet>
#include <QSplitter>
#include <QWidget>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace adapterscope {

namespace {

/// Indices by rising place.
std::vector<std::size_t> inOrder(const std::vector<std::pair<int, int>>& places) {
    std::vector<std::size_t> order(places.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&places](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    return order;
}

class Collector {
public:
    QWidgetList take() { return std::move(m_controls); }

    void addContent(const QWidget& parent) {
        if (const auto* splitter = qobject_cast<const QSplitter*>(&parent))
            for (int i = 0; i < splitter->count(); ++i)
                add(splitter->widget(i));
        if (const QLayout* layout = parent.layout())
            add(*layout);
        addOthers(parent);
    }

private:
    void add(QWidget* widget) {
        if (widget->isHidden() || m_met.contains(widget))
            return;
        m_met.insert(widget);
        if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy())
            m_controls << widget;
        addContent(*widget);
    }

    void add(const QLayout& layout) {
        for (QLayoutItem* item : itemsOf(layout))
            if (QWidget* widget = item->widget())
                add(widget);
            else if (const QLayout* inner = item->layout())
                add(*inner);
    }

    /// Row by row.
    static QList<QLayoutItem*> itemsOf(const QLayout& layout) {
        QList<QLayoutItem*> items;
        for (int i = 0; i < layout.count(); ++i)
            items << layout.itemAt(i);
        std::vector<std::pair<int, int>> places;
        for (int i = 0; i < items.size(); ++i)
            places.push_back(placeIn(layout, i));
        QList<QLayoutItem*> sorted;
        for (const std::size_t i : inOrder(places))
            sorted << items[static_cast<qsizetype>(i)];
        return sorted;
    }

    /// Row and column; a layout without both has its items in the order that is seen.
    static std::pair<int, int> placeIn(const QLayout& layout, int index) {
        int row = index, column = 0, rows = 0, columns = 0;
        if (const auto* grid = qobject_cast<const QGridLayout*>(&layout)) {
            grid->getItemPosition(index, &row, &column, &rows, &columns);
        } else if (const auto* form = qobject_cast<const QFormLayout*>(&layout)) {
            auto role = QFormLayout::LabelRole;
            form->getItemPosition(index, &row, &role);
            column = role;
        }
        return {row, column};
    }

    /// Those that no layout places.
    void addOthers(const QWidget& parent) {
        QWidgetList others;
        std::vector<std::pair<int, int>> places;
        for (QObject* child : parent.children())
            if (auto* widget = qobject_cast<QWidget*>(child); widget && !widget->isWindow()) {
                others << widget;
                places.emplace_back(widget->y(), widget->x());
            }
        for (const std::size_t i : inOrder(places))
            add(others[static_cast<qsizetype>(i)]);
    }

    QWidgetList m_controls;
    QSet<const QWidget*> m_met;
};

}  // namespace

QWidgetList controlsAsSeen(QWidget& window) {
    Collector collector;
    collector.addContent(window);
    return collector.take();
}

void orderTabsAsSeen(QWidget& window) {
    const QWidgetList controls = controlsAsSeen(window);
    for (qsizetype i = 1; i < controls.size(); ++i)
        QWidget::setTabOrder(controls[i - 1], controls[i]);
}

}  // namespace adapterscope
