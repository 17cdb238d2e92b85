// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

#include "core/design/LayerSpan.h"
#include "ui/widgets/MarkNavigation.h"

namespace adapterscope {

/// Layers from left to right, sites from top to bottom: where a design puts its adapters. A design has one choice of
/// sites and one of layers. So a click on an empty cell chooses its site and its layer, and removes nothing; on an
/// adapter it removes the layer, and a drag does the same to the layers it passes. A click on a row's name switches a
/// site. With the keyboard: arrows move, Space switches, A and N choose all and none.
class LayerMap : public QWidget, private MarkedArea {
    Q_OBJECT

public:
    struct Site {
        QString name;
        QString key;  ///< as the command line writes it; empty if sites cannot be switched
        bool on = true;
    };
    struct State {
        int layers = 0;
        LayerSpan span;
        std::vector<Site> sites;
        std::function<int(int)> sizeAt;  ///< m of a layer, 0 if it has none
        bool operator==(const State& other) const;
    };

    explicit LayerMap(QWidget* parent = nullptr);
    void setState(State state);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The rectangle of a cell, or of a row's name for layer -1.
    QRect cell(int layer, int site) const;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

signals:
    void layersEdited(const QString& span);
    void siteEdited(const QString& key, bool on);
    /// The person added that site and these layers.
    void siteAdded(const QString& key, const QString& span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Place {
        int layer = -1, site = -1;
    };
    /// The marks are, row by row, the row's name and its cells.
    Place placeOf(int mark) const;
    int markOf(const Place& place) const;
    Place selected() const { return placeOf(m_navigation.selected()); }
    int siteCount() const { return static_cast<int>(m_state.sites.size()); }
    int markCount() const override { return siteCount() * (m_state.layers + 1); }
    int markAt(const QPointF& place) const override { return markOf(placeAt(place.toPoint())); }
    QString wordsOf(int mark) const override;
    QString tipOf(int mark) const override;
    std::optional<int> markBy(int key, int from) const override;
    bool isClickable(int) const override { return true; }
    Place placeAt(const QPoint& point) const;
    int numbersHeight() const;  ///< above the rows
    int rowHeight() const;
    int nameWidth() const;
    bool hasAdapter(const Place& place) const;
    LayerSpan spanWith(int layer, bool on) const;
    void switchLayer(int layer, bool on);
    void switchSite(int site);
    /// What Space does.
    void switchPlace(const Place& place);
    /// Puts an adapter into a cell, or takes the cell's layer out.
    void switchCell(const Place& place, bool on);
    void paintCell(QPainter& painter, int layer, int site) const;

    State m_state;
    MarkNavigation m_navigation{*this, *this, MarkNavigation::Pointer::Highlights};
    bool m_dragging = false, m_dragOn = false;
};

}  // namespace adapterscope
