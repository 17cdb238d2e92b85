// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

#include "core/design/Budget.h"
#include "core/design/Site.h"

namespace adapterscope {

/// What the Design page looks at: a design over a base, and what it costs.
struct DesignView {
    Design design;
    BaseConfig base;
    int classes = 2;
    Pooling pooling = Pooling::Mean;
    Budget budget;
};

/// One box of the drawn Transformer layer, bottom to top, with what a click on it does.
struct DiagramPart {
    enum class State {
        Frozen,  ///< has parameters that stay as they are
        Trained,
        Plain,   ///< has no parameters
        Absent,  ///< could be there: a click adds it
    };
    QString name;         ///< attention, attention.adapter, attention.layernorm, ffn, …, embeddings, pooling, head
    QString title;        ///< as drawn
    QString description;  ///< as shown when it is selected
    State state = State::Frozen;
    std::string component;          ///< the budget's component that it counts to when trained
    QRectF rect;                    ///< on the drawing's canvas
    std::optional<Design> toggled;  ///< the design after a click; empty if a click only selects
    QString toggleText;             ///< names that edit
};

/// The drawing's canvas, in units of a 9 point font's pixels.
inline constexpr double diagramWidth = 440, diagramHeight = 560;
/// Where the legend and the inside of an adapter begin on it, and how wide either half is.
inline constexpr double besideLayer = 230, diagramHalf = 232;

/// Whether an adapter is drawn beside a sub-layer, or could be put there.
bool hasPlaceBeside(const DesignView& view, Site site);
/// Whether the head reads what is beside the layers rather than what the last of them gives.
bool isLastStateReplaced(const DesignView& view);
std::vector<DiagramPart> diagramParts(const DesignView& view);
/// "4 layers, all alike" or which of them have trained parts.
QString layersCaption(const DesignView& view);
/// One colour for a component wherever the page shows it: diagram, formula, bar.
QColor componentColour(const std::string& component);

}  // namespace adapterscope
