// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

#include "ui/pages/design/DiagramParts.h"
#include "ui/widgets/MarkNavigation.h"

namespace adapterscope {

/// A Transformer layer with the places where a design trains something, and the inside of one adapter beside it
/// (Houlsby et al. 2019, figure 2), drawn from the design. Click a part, or go to it with the arrows and press Space,
/// to switch it.
class LayerDiagram : public QWidget, private MarkedArea {
    Q_OBJECT

public:
    explicit LayerDiagram(QWidget* parent = nullptr);

    void setView(const DesignView& view);
    /// While the design cannot be drawn: dimmed, and without effect. The last drawing stays, or this one if
    /// there is none.
    void setUnavailable(const std::optional<DesignView>& instead);
    /// Where a part is in the widget; empty if there is none of that name.
    QRect partRect(const QString& name) const;
    QString selectedPart() const;
    /// Whether a click on some part changes the design, but for the head, which every design can switch.
    bool switchesLayer() const;

    QSize sizeHint() const override { return {440, 560}; }
    /// High enough for its text to be readable at its width and at the window's size of text. If the layer and the
    /// inside of an adapter are too wide for that side by side, they are one above the other.
    QSize minimumSizeHint() const override;
    /// Where the selected part is, so that it is scrolled into view.
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

signals:
    void designEdited(const adapterscope::Design& design, const QString& what);
    /// The selected part changed: its description.
    void described(const QString& description);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    double leastScale() const;  ///< of the canvas with the halves side by side
    bool isStacked() const;
    QSizeF canvas() const;
    QTransform canvasTransform() const;
    const DiagramPart* part(int mark) const;  ///< null for none
    int markCount() const override { return static_cast<int>(m_parts.size()); }
    int markAt(const QPointF& place) const override;
    QString wordsOf(int mark) const override;
    QString tipOf(int mark) const override;
    std::optional<int> markBy(int key, int from) const override;
    /// The top of the drawing, which is read first.
    int firstMark(Qt::FocusReason reason) const override {
        return reason == Qt::MouseFocusReason ? -1 : markCount() - 1;
    }
    bool isClickable(int mark) const override { return part(mark)->toggled.has_value(); }
    bool activate(int mark) override;

    std::optional<DesignView> m_view;
    std::vector<DiagramPart> m_parts;
    bool m_current = false;  ///< the drawing is of the present design
    MarkNavigation m_navigation{*this, *this, MarkNavigation::Pointer::Highlights};
};

}  // namespace adapterscope
