// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/LayersEditor.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <utility>

#include "core/design/LayerSpan.h"
#include "core/design/Methods.h"
#include "core/design/Site.h"
#include "ui/look/NumberText.h"
#include "ui/look/TextSize.h"
#include "ui/pages/design/IdentitySummary.h"
#include "ui/widgets/LayerMap.h"

namespace adapterscope {

LayersEditor::LayersEditor(const KeyInfo& info, Design shown)
    : KeyEditor(info), m_line(new QLineEdit), m_map(new LayerMap), m_design(std::move(shown)) {
    m_base.layers = 0;  // until one is chosen
    adopt(m_line, objectNameOfKey());
    adopt(m_map, "layerMap");
    m_map->setToolTip({});  // it has a tip for each cell
    auto* all = new QPushButton(tr("All"));
    auto* none = new QPushButton(tr("None"));
    adopt(all, "allLayers");
    adopt(none, "noLayers");
    for (QPushButton* button : {all, none})
        textsize::fixWidth(*button, 52);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line);
    layout->addWidget(all);
    layout->addWidget(none);
    connect(m_line, &QLineEdit::textEdited, this, [this](const QString& text) { edit(text.trimmed()); });
    const auto choose = [this](const QString& span) {
        beginGesture();
        edit(span);
    };
    connect(all, &QPushButton::clicked, this, [choose] { choose("all"); });
    connect(none, &QPushButton::clicked, this, [choose] { choose("none"); });
    connect(m_map, &LayerMap::layersEdited, this, choose);
    connect(m_map, &LayerMap::siteEdited, this, [this](const QString& site, bool) {
        std::set<Site> sites = bottleneckOf(m_design, m_base)->sites;
        const Site toggled = siteFromText(site.toStdString());
        if (sites.erase(toggled) == 0)
            sites.insert(toggled);
        // The last site stays: `layers=none` states a design without any.
        if (sites.empty())
            return;
        beginGesture();
        editOther("sites", QString::fromStdString(joined(subLayerWords(), sites)));
    });
    connect(m_map, &LayerMap::siteAdded, this, [this](const QString&, const QString& span) {
        beginGesture();
        editOther("sites", "attention+ffn");  // there are two, and one was there
        edit(span);
    });
}

void LayersEditor::display(const Design& design) {
    m_design = design;
    showMap();
    if (!meansTheSame(*m_line, m_line->text(), design))
        m_line->setText(textOf(design));
}

QWidget* LayersEditor::wideWidget() {
    return m_map;
}

void LayersEditor::setBase(const BaseConfig& base) {
    m_base = base;
    showMap();
}

void LayersEditor::showMap() {
    const auto bottleneck = bottleneckOf(m_design, m_base);
    if (!bottleneck) {
        m_map->hide();  // it maps adapters
        return;
    }
    LayerMap::State state;
    state.layers = m_base.layers;
    state.span = LayerSpan::parse(key().get(m_design));
    for (const Site site : subLayers)
        state.sites.push_back({capitalised(identity::nameOf(site)), QString::fromStdString(toText(site)),
                               bottleneck->sites.contains(site)});
    state.sizeAt = [sizes = bottleneck->sizes](int layer) { return sizes.at(static_cast<std::size_t>(layer)); };
    m_map->setState(std::move(state));
}

}  // namespace adapterscope
