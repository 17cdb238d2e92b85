// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/DiagramParts.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

#include "core/design/Methods.h"
#include "core/design/Site.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Top.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

using State = DiagramPart::State;

QString tr(const char* text) {
    return QCoreApplication::translate("DiagramParts", text);
}

/// The design with one key set.
std::optional<Design> with(const Design& design, const std::string& key, const std::string& text) {
    const KeyInfo* info = methodOf(design).key(key);
    if (!info)
        return {};
    Design changed = design;
    info->set(changed, text);
    return changed;
}

/// Builds the parts of one view.
class Builder {
public:
    explicit Builder(const DesignView& view) : m_view(view), m_adapter(settingsIf<AdapterSettings>(view.design)) {
        for (const Part& part : view.design.parts)
            if (const auto& marks = methodOf(part).marks)
                for (Mark& mark : marks(part))
                    m_marks.push_back(std::move(mark));
    }

    std::vector<DiagramPart> build() {
        addEmbeddings();
        addSubLayer(
            Site::Attention, tr("Multi-head attention"),
            tr("Attention: four projections, 4(d² + d) = %1 parameters.").arg(withSeparators(4LL * d() * (d() + 1))),
            412);
        addSubLayer(Site::Ffn, tr("Feed-forward"),
                    tr("Feed-forward: d to %1 and back, %2 parameters.")
                        .arg(withSeparators(m_view.base.intermediate), withSeparators(2LL * d() * f() + f() + d())),
                    246);
        addTop();
        return std::move(m_parts);
    }

private:
    std::int64_t d() const { return m_view.base.hidden; }
    std::int64_t f() const { return m_view.base.intermediate; }
    bool trains(const std::string& component) const { return m_view.budget.component(component) > 0; }
    State stateOf(bool trained) const { return trained ? State::Trained : State::Frozen; }

    void add(const QString& name, const QString& title, const QString& description, State state,
             const std::string& component, const QRectF& rect) {
        const QString told = state == State::Trained  ? tr("Trained.")
                             : state == State::Frozen ? tr("Frozen.")
                                                      : QString();
        m_parts.push_back({name, title, (description + ' ' + told).trimmed(), state, component, rect, {}, {}});
    }

    void addLayerNorm(const QString& name, const QRectF& rect, const std::string& component) {
        add(name, tr("LayerNorm"), tr("LayerNorm: gain and bias, 2d = %1 parameters.").arg(withSeparators(2 * d())),
            stateOf(trains("layer_norm") || trains(component)), trains(component) ? component : "layer_norm", rect);
        const bool all = trains("layer_norm");
        if (auto toggled = with(m_view.design, "layernorm", all ? "none" : "all")) {
            m_parts.back().toggled = std::move(toggled);
            m_parts.back().toggleText = all ? tr("Freeze the LayerNorms") : tr("Train the LayerNorms");
        }
    }

    /// "1,000 tokens, 128 positions and 2 types"; some families have no table of types.
    QString tableRows() const {
        const BaseConfig& base = m_view.base;
        const QString tokens =
            QCoreApplication::translate("DiagramParts", "%1 token(s)", nullptr, plural(base.vocabulary))
                .arg(withSeparators(base.vocabulary));
        const QString positions =
            QCoreApplication::translate("DiagramParts", "%1 position(s)", nullptr, plural(base.positions))
                .arg(withSeparators(base.positions));
        if (factsWhere(base, [](const TensorFact& fact) { return fact.role == Role::Type; }).empty())
            return tr("%1 and %2").arg(tokens, positions);
        const QString types = QCoreApplication::translate("DiagramParts", "%1 type(s)", nullptr, plural(base.types))
                                  .arg(withSeparators(base.types));
        return tr("%1, %2 and %3").arg(tokens, positions, types);
    }

    std::vector<Mark> marksAt(Mark::Place place) const {
        std::vector<Mark> here;
        std::copy_if(m_marks.begin(), m_marks.end(), std::back_inserter(here),
                     [place](const Mark& mark) { return mark.place == place; });
        return here;
    }

    /// Marks that share a place are drawn one above the other in it.
    void addMarks(Mark::Place place, const QString& name, const QRectF& rect) {
        const auto here = marksAt(place);
        constexpr double gap = 2;
        const double height = (rect.height() + gap) / static_cast<double>(std::max<std::size_t>(here.size(), 1));
        for (std::size_t i = 0; i < here.size(); ++i)
            add(name + '.' + QString::fromStdString(here[i].component), QString::fromStdString(here[i].title),
                QString::fromStdString(here[i].sentence), State::Trained, here[i].component,
                {rect.x(), rect.y() + static_cast<double>(i) * height, rect.width(), height - gap});
    }

    void addEmbeddings() {
        const double width = marksAt(Mark::Place::Words).empty() ? 160 : 108;
        const double normWidth = marksAt(Mark::Place::States).empty() ? 160 : 108;
        add("embeddings", tr("Embeddings"),
            tr("Embeddings of %1; %2 with their LayerNorm.")
                .arg(tableRows(), counts::parameters(entriesOf(factsWhere(
                                      m_view.base, [](const TensorFact& fact) { return isEmbedding(fact.role); })))),
            stateOf(trains("embeddings")), "embeddings", {34, 524, width, 28});
        addMarks(Mark::Place::Words, "embeddings", {148, 524, 72, 28});
        addLayerNorm("embeddings.layernorm", {34, 490, normWidth, 24}, "embeddings");
        addMarks(Mark::Place::States, "states", {148, 490, 72, 24});
    }

    /// Sub-layer, its adapter, its LayerNorm; `top` is the sub-layer's upper edge.
    void addSubLayer(Site site, const QString& title, const QString& description, double top) {
        const QString name = QString::fromStdString(toText(site));
        const auto beside = isAttention(site) ? Mark::Place::Attention : Mark::Place::Ffn;
        const bool parallel = hasPlaceBeside(m_view, site);
        const bool narrow = parallel || !marksAt(beside).empty();
        QRectF slot(142, top, 78, 34);
        add(name, narrow && isAttention(site) ? tr("Attention") : title, description, stateOf(trains("encoder_layers")),
            "encoder_layers",
            parallel ? QRectF(26, top, 108, 34)
            : narrow ? QRectF(34, top, 100, 34)
                     : QRectF(34, top, 160, 34));
        if (parallel && !marksAt(beside).empty())
            slot.setTop(top - 14);
        const bool shares = parallel && !marksAt(beside).empty();
        addMarks(beside, name, shares ? slot.adjusted(0, 0, 0, -slot.height() / 3) : slot);
        if (shares)
            slot.setTop(slot.bottom() - slot.height() / 3);
        addMarks(isAttention(site) ? Mark::Place::AfterAttention : Mark::Place::AfterFfn, name + ".after",
                 {34, top - 48, 160, 30});
        if (m_adapter && (siteOn(site) || canChangeSites()))
            addAdapter(site, parallel ? slot : QRectF(34, top - 48, 160, 30));
        addLayerNorm(name + ".layernorm", {34, top - 112, 160, 24}, "encoder_layers");
    }

    static bool isAttention(Site site) { return site == Site::Attention; }
    bool siteOn(Site site) const { return isAttention(site) ? m_adapter->attention : m_adapter->ffn; }
    bool canChangeSites() const { return methodOf(m_view.design).key("sites") != nullptr; }

    void addAdapter(Site site, const QRectF& rect) {
        const bool attention = isAttention(site);
        const bool otherOn = siteOn(attention ? Site::Ffn : Site::Attention);
        const bool there = siteOn(site) && m_view.budget.adapters > 0;
        const bool parallel = m_adapter->form == Form::Parallel;
        const QString place = attention  ? (parallel ? tr("beside attention") : tr("after attention"))
                              : parallel ? tr("beside the feed-forward block")
                                         : tr("after the feed-forward block");
        add(QString::fromStdString(toText(site)) + ".adapter", there ? tr("Adapter") : tr("+ adapter"),
            there ? tr("Adapter %1: the parts inside are drawn at the right.").arg(place)
                  : tr("No adapter %1. Click to put one there.").arg(place),
            there ? State::Trained : State::Absent, "adapters", rect);
        DiagramPart& part = m_parts.back();
        // The last site is removed by removing every layer's adapters, so the design stays valid.
        const std::string here = toText(site), other = toText(attention ? Site::Ffn : Site::Attention);
        if (!canChangeSites())
            return;
        if (there) {
            part.toggled = otherOn ? with(m_view.design, "sites", other) : with(m_view.design, "layers", "none");
            part.toggleText = tr("Take the adapters %1 away").arg(place);
        } else {
            const bool noLayers = m_view.budget.adapters == 0;
            part.toggled = with(m_view.design, "sites", otherOn && !noLayers ? "attention+ffn" : here);
            if (noLayers && part.toggled)
                part.toggled = with(*part.toggled, "layers", "all");
            part.toggleText = tr("Put adapters %1").arg(place);
        }
    }

    void addTop() {
        const bool isShared = m_view.pooling == Pooling::Pooler && !marksAt(Mark::Place::Pooler).empty();
        const QRectF poolingRect(34, 72, isShared ? 108 : 160, 26);
        if (m_view.pooling == Pooling::Pooler)
            addMarks(Mark::Place::Pooler, "pooling", {148, 72, 72, 26});
        if (m_view.pooling == Pooling::Pooler)
            add("pooling", tr("Pooler"),
                tr("Pooler: a dense layer and tanh over the first token, d² + d = %1 parameters.")
                    .arg(withSeparators(entriesOf(
                        factsWhere(m_view.base, [](const TensorFact& fact) { return fact.role == Role::Pooler; })))),
                stateOf(trains("pooler")), "pooler", poolingRect);
        else
            add("pooling", m_view.pooling == Pooling::Mean ? tr("Mean of all tokens") : tr("First token"),
                tr("What the head reads; it has no parameters."), State::Plain, {}, poolingRect);
        add("head",
            QCoreApplication::translate("DiagramParts", "Head, %1 class(es)", nullptr, m_view.classes)
                .arg(m_view.classes),
            tr("Classification head: C(d + 1) = %1 parameters.").arg(withSeparators(m_view.classes * (d() + 1))),
            stateOf(trains("head")), "head", {34, 22, 160, 30});
        const bool on = m_view.design.head;
        m_parts.back().toggled = with(m_view.design, "head", on ? "off" : "on");
        m_parts.back().toggleText = on ? tr("Freeze the head") : tr("Train the head");
    }

    const DesignView& m_view;
    const AdapterSettings* m_adapter;
    std::vector<Mark> m_marks;
    std::vector<DiagramPart> m_parts;
};

}  // namespace

bool hasPlaceBeside(const DesignView& view, Site site) {
    const auto* adapter = settingsIf<AdapterSettings>(view.design);
    return adapter && adapter->form == Form::Parallel &&
           ((site == Site::Attention ? adapter->attention : adapter->ffn) || methodOf(view.design).key("sites"));
}

std::vector<DiagramPart> diagramParts(const DesignView& view) {
    return Builder(view).build();
}

QString layersCaption(const DesignView& view) {
    const int layers = view.base.layers;
    const QString all =
        QCoreApplication::translate("DiagramParts", "%1 layer(s), all alike", nullptr, layers).arg(layers);
    if (const auto* top = settingsIf<TopSettings>(view.design); top && top->k < layers)
        return tr("the top %1 of %2 layers").arg(top->k).arg(layers);
    const auto* adapter = settingsIf<AdapterSettings>(view.design);
    if (!adapter)
        return all;
    std::vector<int> with;
    for (int layer = 0; layer < layers; ++layer)
        if (adapter->sizeAt(layer) > 0)
            with.push_back(layer);
    if (static_cast<int>(with.size()) == layers)
        return adapter->layerSizes.empty()
                   ? all
                   : QCoreApplication::translate("DiagramParts", "%1 layer(s), m by layer", nullptr, layers)
                         .arg(layers);
    if (with.empty())
        return QCoreApplication::translate("DiagramParts", "%1 layer(s), none with adapters", nullptr, layers)
            .arg(layers);
    return tr("adapters in layers %1 of 0-%2").arg(QString::fromStdString(LayerSpan::of(with).text())).arg(layers - 1);
}

QColor componentColour(const std::string& component) {
    // What a method adds to the base has one colour, whatever it is.
    for (const char* added :
         {"adapters", "phm_rule", "lora", "ia3", "prefix", "prompt", "biases", "invertible", "peanut"})
        if (component == added)
            return theme::categorical(1);
    if (component == "layer_norm")
        return theme::categorical(2);
    if (component == "head")
        return theme::categorical(3);
    return theme::categorical(0);
}

QString componentTitle(const std::string& component) {
    if (component == "adapters")
        return tr("Adapters");
    if (component == "phm_rule")
        return tr("Shared matrices");
    if (component == "lora")
        return tr("LoRA");
    if (component == "ia3")
        return tr("(IA)³ scales");
    if (component == "prefix")
        return tr("Prefix");
    if (component == "prompt")
        return tr("Prompt");
    if (component == "peanut")
        return tr("PEANuT");
    if (component == "invertible")
        return tr("Invertible adapter");
    if (component == "biases")
        return tr("Biases");
    if (component == "layer_norm")
        return tr("LayerNorms");
    if (component == "encoder_layers")
        return tr("Encoder layers");
    if (component == "embeddings")
        return tr("Embeddings");
    if (component == "pooler")
        return tr("Pooler");
    if (component == "head")
        return tr("Head");
    return QString::fromStdString(component);
}

}  // namespace adapterscope
