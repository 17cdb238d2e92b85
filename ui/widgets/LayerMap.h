// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>
#include <vector>

#include "core/design/LayerSpan.h"

namespace adapterscope {

/// Layers from left to right, sites from top to bottom: where a design puts its adapters. A click or a drag over
/// columns switches layers, a click on a row's name switches a site; with the keyboard: arrows move, Space switches, A
/// and N choose all and none.
class LayerMap : public QWidget {
    Q_OBJECT

public:
    struct Site {
        QString name;
        QString key;  ///< as the command line writes it; empty where sites cannot be switched
        bool on = true;
    };
    struct State {
        int layers = 0;
        LayerSpan span;
        std::vector<Site> sites;
        std::function<int(int)> sizeAt;  ///< m of a layer, 0 where it has none
        bool operator==(const State& other) const;
    };

    explicit LayerMap(QWidget* parent = nullptr);
    void setState(State state);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The rectangle of a cell, or of a row's name for layer -1.
    QRect cell(int layer, int site) const;

signals:
    void layersEdited(const QString& span);
    void siteEdited(const QString& key, bool on);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Place {
        int layer = -1, site = -1;
        bool operator==(const Place&) const = default;
    };
    Place placeAt(const QPoint& point) const;
    int nameWidth() const;
    void switchLayer(int layer, bool on);
    void switchSite(int site);
    void describe();
    QString tipFor(const Place& place) const;
    void paintCell(QPainter& painter, int layer, int site) const;

    State m_state;
    Place m_hover, m_current{0, 0};
    bool m_dragging = false, m_dragOn = false;
};

}  // namespace adapterscope
