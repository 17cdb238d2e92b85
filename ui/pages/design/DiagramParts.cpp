// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/DiagramParts.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>
#include <set>

#include "core/design/LayerSpan.h"
#include "core/design/Methods.h"
#include "core/design/Site.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/Theme.h"

namespace adapterscope {

namespace {

using State = DiagramPart::State;

QString tr(const char* text) {
    return QCoreApplication::translate("DiagramParts", text);
}

/// The design with one key of a part set.
std::optional<Design> with(const Design& design, std::size_t part, const std::string& key, const std::string& text) {
    const KeyInfo* info = methodOf(design.parts.at(part)).key(key);
    if (!info)
        return {};
    Design changed = design;
    info->set(changed, text, part);
    return changed;
}

/// The bottleneck adapters of one of the design's parts.
struct DrawnAdapter {
    std::size_t part;
    Bottleneck bottleneck;

    bool isAt(Site site) const { return bottleneck.sites.contains(site); }
};

/// What is drawn at a site: the adapter that is there, else the first one that could be put there.
std::optional<DrawnAdapter> adapterFor(const DesignView& view, Site site) {
    std::optional<DrawnAdapter> movable;
    for (std::size_t i = 0; i < view.design.parts.size(); ++i) {
        const Part& part = view.design.parts[i];
        const MethodInfo& method = methodOf(part);
        if (!method.bottleneck)
            continue;
        const DrawnAdapter adapter{i, method.bottleneck(part, view.base)};
        if (adapter.isAt(site))
            return adapter;
        if (!movable && method.key("sites"))
            movable = adapter;
    }
    return movable;
}

const std::set<Role> attentionRoles = {Role::Query, Role::Key, Role::Value, Role::AttentionOut};
const std::set<Role> ffnRoles = {Role::FfnIn, Role::FfnOut};

/// The sentence with the parameters of these tensors, in one layer if they are in layers, in the places of its next two
/// arguments: in symbols and in numbers, "4(d² + d)" and 263,168.
QString withParameters(const QString& sentence, const BaseConfig& base, const std::set<Role>& roles) {
    const Term term = termOf({}, {}, summandsOf(factsWhere(base, [&](const TensorFact& fact) {
                                 return fact.layer <= 0 && roles.contains(fact.role);
                             })));
    return sentence.arg(QString::fromStdString(term.symbols), withSeparators(term.each));
}

/// What all parts of a design add to the drawing.
std::vector<Mark> marksOf(const Design& design) {
    std::vector<Mark> all;
    for (const Part& part : design.parts)
        if (const auto& marks = methodOf(part).marks)
            for (Mark& mark : marks(part))
                all.push_back(std::move(mark));
    return all;
}

/// Builds the parts of one view.
class Builder {
public:
    explicit Builder(const DesignView& view)
        : m_view(view),
          m_trained(trainedTensors(view.design, view.base, view.pooling)),
          m_marks(marksOf(view.design)) {}

    std::vector<DiagramPart> build() {
        addEmbeddings();
        addSubLayer(Site::Attention, tr("Multi-head attention"), tr("Attention: four projections, %1 = %2 parameters."),
                    412);
        addSubLayer(
            Site::Ffn, tr("Feed-forward"),
            tr("Feed-forward: d to %1 and back, %2 = %3 parameters.").arg(withSeparators(m_view.base.intermediate)),
            246);
        addTop();
        return std::move(m_parts);
    }

private:
    State stateOf(bool trained) const { return trained ? State::Trained : State::Frozen; }

    /// What of the tensors of some roles is trained as it is.
    struct Trained {
        std::string component;  ///< of the budget; empty if nothing is
        bool areBiasesAlone = true;
    };
    Trained trainedOf(const std::set<Role>& roles) const {
        Trained trained;
        for (const TrainedTensor& tensor : m_trained)
            if (roles.contains(tensor.fact.role)) {
                trained.component = tensor.component;
                trained.areBiasesAlone = trained.areBiasesAlone && tensor.fact.kind == TensorKind::Bias;
            }
        return trained;
    }
    static QString told(const Trained& trained) {
        return trained.component.empty() ? tr("Frozen.")
               : trained.areBiasesAlone  ? tr("Only its biases are trained.")
                                         : tr("Trained.");
    }

    void add(const QString& name, const QString& title, const QString& description, State state,
             const std::string& component, const QRectF& rect) {
        m_parts.push_back({name, title, description, state, component, rect, {}, {}});
    }

    /// A box of the base: `asWhole` if it counts as trained only with its matrices.
    void addOfBase(const QString& name, const QString& title, const QString& description, const std::set<Role>& roles,
                   const QRectF& rect, bool asWhole) {
        const Trained trained = trainedOf(roles);
        add(name, title, description + ' ' + told(trained),
            stateOf(!trained.component.empty() && !(asWhole && trained.areBiasesAlone)), trained.component, rect);
    }

    void addLayerNorm(const QString& name, const QRectF& rect, Role role) {
        addOfBase(name, tr("LayerNorm"),
                  withParameters(tr("LayerNorm: gain and bias, %1 = %2 parameters."), m_view.base, {role}), {role},
                  rect, false);
        const auto& parts = m_view.design.parts;
        std::optional<std::size_t> switching;  // the part that trains the LayerNorms, else the first that could
        bool all = false;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (const KeyInfo* key = methodOf(parts[i]).key("layernorm")) {
                const bool trains = key->get(m_view.design, i) == "all";
                if (!switching || (trains && !all))
                    switching = i;
                all = all || trains;
            }
        if (!switching)
            return;
        m_parts.back().toggled = with(m_view.design, *switching, "layernorm", all ? "none" : "all");
        m_parts.back().toggleText = all ? tr("Freeze the LayerNorms") : tr("Train the LayerNorms");
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
                QString::fromStdString(here[i].sentence) + ' ' + tr("Trained."), State::Trained, here[i].component,
                {rect.x(), rect.y() + static_cast<double>(i) * height, rect.width(), height - gap});
    }

    void addEmbeddings() {
        const double width = marksAt(Mark::Place::Words).empty() ? 160 : 108;
        const double normWidth = marksAt(Mark::Place::States).empty() ? 160 : 108;
        addOfBase(
            "embeddings", tr("Embeddings"),
            tr("Embeddings of %1; %2 with their LayerNorm.")
                .arg(tableRows(), counts::parameters(entriesOf(factsWhere(
                                      m_view.base, [](const TensorFact& fact) { return isEmbedding(fact.role); })))),
            {Role::Word, Role::Position, Role::Type}, {34, 524, width, 28}, true);
        addMarks(Mark::Place::Words, "embeddings", {148, 524, 72, 28});
        addLayerNorm("embeddings.layernorm", {34, 490, normWidth, 24}, Role::EmbeddingNorm);
        addMarks(Mark::Place::States, "states", {148, 490, 72, 24});
    }

    /// Sub-layer, its adapter, its LayerNorm; `top` is the sub-layer's upper edge.
    void addSubLayer(Site site, const QString& title, const QString& description, double top) {
        const QString name = QString::fromStdString(toText(site));
        const auto beside = isAttention(site) ? Mark::Place::Attention : Mark::Place::Ffn;
        const bool parallel = hasPlaceBeside(m_view, site);
        const bool narrow = parallel || !marksAt(beside).empty();
        QRectF slot(142, top, 78, 34);
        const auto& roles = isAttention(site) ? attentionRoles : ffnRoles;
        addOfBase(name, narrow && isAttention(site) ? tr("Attention") : title,
                  withParameters(description, m_view.base, roles), roles,
                  parallel ? QRectF(26, top, 108, 34)
                  : narrow ? QRectF(34, top, 100, 34)
                           : QRectF(34, top, 160, 34),
                  true);
        if (parallel && !marksAt(beside).empty())
            slot.setTop(top - 14);
        const bool shares = parallel && !marksAt(beside).empty();
        addMarks(beside, name, shares ? slot.adjusted(0, 0, 0, -slot.height() / 3) : slot);
        if (shares)
            slot.setTop(slot.bottom() - slot.height() / 3);
        addMarks(isAttention(site) ? Mark::Place::AfterAttention : Mark::Place::AfterFfn, name + ".after",
                 {34, top - 48, 160, 30});
        if (const auto adapter = adapterFor(m_view, site))
            addAdapter(*adapter, site, parallel ? slot : QRectF(34, top - 48, 160, 30));
        if (isAttention(site)) {
            addLayerNorm(name + ".layernorm", {34, top - 112, 160, 24}, Role::AttentionNorm);
            return;
        }
        const double normWidth = marksAt(Mark::Place::Layers).empty() ? 160 : 108;
        addLayerNorm(name + ".layernorm", {34, top - 112, normWidth, 24}, Role::FfnNorm);
        addMarks(Mark::Place::Layers, "layers", {148, top - 112, 72, 24});
    }

    static bool isAttention(Site site) { return site == Site::Attention; }

    void addAdapter(const DrawnAdapter& adapter, Site site, const QRectF& rect) {
        const bool attention = isAttention(site);
        const Site otherSite = attention ? Site::Ffn : Site::Attention;
        const bool otherOn = adapter.isAt(otherSite);
        const bool inLayers = !adapter.bottleneck.layers().empty();
        const bool there = adapter.isAt(site) && inLayers;
        const bool parallel = adapter.bottleneck.isBeside;
        const QString place = attention  ? (parallel ? tr("beside attention") : tr("after attention"))
                              : parallel ? tr("beside the feed-forward block")
                                         : tr("after the feed-forward block");
        add(QString::fromStdString(toText(site)) + ".adapter", there ? tr("Adapter") : tr("+ adapter"),
            there ? tr("Adapter %1: the parts inside are drawn on the right. Trained.").arg(place)
                  : tr("No adapter %1. Click to put one there.").arg(place),
            there ? State::Trained : State::Absent, adapter.bottleneck.component, rect);
        DiagramPart& part = m_parts.back();
        if (!methodOf(m_view.design.parts[adapter.part]).key("sites"))
            return;
        const auto changed = [&](const Design& design, const char* key, const std::string& text) {
            return with(design, adapter.part, key, text);
        };
        // The last site is removed by removing every layer's adapters, so the design stays valid.
        if (there) {
            part.toggled =
                otherOn ? changed(m_view.design, "sites", toText(otherSite)) : changed(m_view.design, "layers", "none");
            part.toggleText = tr("Take the adapters %1 away").arg(place);
        } else {
            part.toggled = changed(m_view.design, "sites", otherOn && inLayers ? "attention+ffn" : toText(site));
            if (!inLayers && part.toggled)
                part.toggled = changed(*part.toggled, "layers", "all");
            part.toggleText = tr("Put adapters %1").arg(place);
        }
    }

    void addTop() {
        const bool isShared = m_view.pooling == Pooling::Pooler && !marksAt(Mark::Place::Pooler).empty();
        const QRectF poolingRect(34, 72, isShared ? 108 : 160, 26);
        if (m_view.pooling == Pooling::Pooler)
            addMarks(Mark::Place::Pooler, "pooling", {148, 72, 72, 26});
        if (m_view.pooling == Pooling::Pooler) {
            addOfBase("pooling", tr("Pooler"),
                      withParameters(tr("Pooler: a dense layer and tanh over the first token, %1 = %2 parameters."),
                                     m_view.base, {Role::Pooler}),
                      {Role::Pooler}, poolingRect, false);
        } else {
            add("pooling", m_view.pooling == Pooling::Mean ? tr("Mean of all tokens") : tr("First token"),
                tr("What the head reads; it has no parameters."), State::Plain, {}, poolingRect);
        }
        const bool on = m_view.design.head;
        add("head",
            QCoreApplication::translate("DiagramParts", "Head, %1 class(es)", nullptr, m_view.classes)
                .arg(m_view.classes),
            tr("Classification head: C(d + 1) = %1 parameters. %2")
                .arg(withSeparators(m_view.classes * (m_view.base.hidden + 1LL)), on ? tr("Trained.") : tr("Frozen.")),
            stateOf(on), "head", {34, 22, 160, 30});
        m_parts.back().toggled = with(m_view.design, 0, "head", on ? "off" : "on");
        m_parts.back().toggleText = on ? tr("Freeze the head") : tr("Train the head");
    }

    const DesignView& m_view;
    std::vector<TrainedTensor> m_trained;
    std::vector<Mark> m_marks;
    std::vector<DiagramPart> m_parts;
};

/// The lowest layer whose matrices are trained as they are; the number of layers if there is none.
int lowestTrainedAsItIs(const DesignView& view) {
    int lowest = view.base.layers;
    for (const auto& [component, fact] : trainedTensors(view.design, view.base, view.pooling))
        if (fact.kind == TensorKind::Matrix && fact.layer >= 0)
            lowest = std::min(lowest, fact.layer);
    return lowest;
}

}  // namespace

bool hasPlaceBeside(const DesignView& view, Site site) {
    const auto adapter = adapterFor(view, site);
    return adapter && adapter->bottleneck.isBeside;
}

bool isLastStateReplaced(const DesignView& view) {
    const std::vector<Mark> marks = marksOf(view.design);
    return std::any_of(marks.begin(), marks.end(), [](const Mark& mark) { return mark.place == Mark::Place::Layers; });
}

std::vector<DiagramPart> diagramParts(const DesignView& view) {
    return Builder(view).build();
}

QString layersCaption(const DesignView& view) {
    const int layers = view.base.layers;
    const QString all =
        QCoreApplication::translate("DiagramParts", "%1 layer(s), all alike", nullptr, layers).arg(layers);
    if (const int lowest = lowestTrainedAsItIs(view); lowest > 0 && lowest < layers)
        return tr("the top %1 of %2 layers").arg(layers - lowest).arg(layers);
    const auto bottleneck = bottleneckOf(view.design, view.base);
    if (!bottleneck)
        return all;
    const std::vector<int> with = bottleneck->layers();
    if (static_cast<int>(with.size()) == layers)
        return !bottleneck->isSizedByLayer
                   ? all
                   : QCoreApplication::translate("DiagramParts", "%1 layer(s), m by layer", nullptr, layers)
                         .arg(layers);
    if (with.empty())
        return QCoreApplication::translate("DiagramParts", "%1 layer(s), none with adapters", nullptr, layers)
            .arg(layers);
    return tr("adapters in layers %1 of 0-%2").arg(QString::fromStdString(LayerSpan::of(with).text())).arg(layers - 1);
}

QColor componentColour(const std::string& component) {
    if (isMethodsOwn(component))  // one colour, whatever it is
        return theme::categorical(1);
    if (component == "layer_norm")
        return theme::categorical(2);
    if (component == "head")
        return theme::categorical(3);
    return theme::categorical(0);
}

}  // namespace adapterscope
