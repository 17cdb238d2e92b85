// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/AdapterHubNames.h"

#include <fmt/format.h>

#include "core/base/Family.h"
#include "core/design/PartNames.h"
#include "core/design/methods/Adapter.h"
#include "core/design/methods/Compacter.h"
#include "core/design/methods/Ia3.h"
#include "core/design/methods/Invertible.h"
#include "core/design/methods/Lora.h"
#include "core/design/methods/Prefix.h"
#include "core/design/methods/Prompt.h"

namespace adapterscope {
namespace {

class Names {
public:
    Names(const BaseConfig& base, std::string adapter)
        : m_base(base),
          m_modules(familyNamed(base.family).adapterHub),
          m_root(base.family + "."),
          m_name(std::move(adapter)) {}

    SavedTensors all;

    void addPart(const Part& part) {
        if (const auto* adapter = part.settings.getIf<AdapterSettings>())
            addAdapters(*adapter);
        else if (const auto* compacter = part.settings.getIf<CompacterSettings>())
            addCompacters(*compacter);
        else if (const auto* lora = part.settings.getIf<LoraSettings>())
            addLora(*lora);
        else if (const auto* ia3 = part.settings.getIf<Ia3Settings>())
            addIa3(*ia3);
        else if (const auto* prefix = part.settings.getIf<PrefixSettings>())
            addPrefix(*prefix);
        else if (part.settings.getIf<InvertibleSettings>())
            addInvertible();
        else if (part.settings.getIf<PromptSettings>())
            all[promptTensors() + "rows"] = {m_root + "prompt_tuning.prompt_tunings." + m_name +
                                             ".prompt_embedding.weight"};
    }

private:
    /// `bert.encoder.layer.3.output.adapters.task.`
    std::string site(int layer, Site site) const {
        const std::string& modules = site == Site::Attention ? m_modules.attention : m_modules.ffn;
        return m_root + nameInLayer(modules, layer) + m_name + ".";
    }

    void addAdapters(const AdapterSettings& adapter) {
        const bool normed = hasNormBefore(adapter.ownLayerNorm);
        const std::string down = normed ? "adapter_down.1." : "adapter_down.0.";
        for (int layer = 0; layer < m_base.layers; ++layer)
            for (const Site at : adapter.sites) {
                if (adapter.sizeAt(layer) == 0)
                    continue;
                const auto put = [&](const std::string& own, const std::string& saved) {
                    all[adapterTensors(layer, at) + own] = {site(layer, at) + saved};
                };
                for (const char* kind : {"weight", "bias"}) {
                    const std::string end = kind;
                    put("down." + end, down + end);
                    put("up." + end, "adapter_up." + end);
                    if (adapter.gating)
                        put("gate." + end, "gate." + end);
                    if (normed)
                        put("norm." + end, "adapter_norm_before." + end);
                    if (hasNormAfter(adapter.ownLayerNorm))
                        put((normed ? "norm_after." : "norm.") + end, "adapter_norm_after." + end);
                }
                if (adapter.scaleKind != Scale::Number)
                    put("scale", "scaling");
            }
    }

    void addCompacters(const CompacterSettings& compacter) {
        all["shared_parameters.phm_rule"] = {m_root + "shared_parameters." + m_name + ".phm_rule"};
        for (int layer = 0; layer < m_base.layers; ++layer)
            for (const Site at : compacter.sites)
                for (const auto& [own, saved] : std::initializer_list<std::pair<const char*, const char*>>{
                         {"down.left", "adapter_down.0.W_left"},
                         {"down.right", "adapter_down.0.W_right"},
                         {"down.bias", "adapter_down.0.b"},
                         {"up.left", "adapter_up.W_left"},
                         {"up.right", "adapter_up.W_right"},
                         {"up.bias", "adapter_up.b"}})
                    all[adapterTensors(layer, at) + own] = {site(layer, at) + saved};
    }

    void addLora(const LoraSettings& lora) {
        for (const TensorFact& fact : lora.products(m_base, Pooling::Cls)) {
            const std::string module = roleName(m_base, fact.role, fact.layer);
            const std::string saved = m_root + module + ".loras." + m_name + ".";
            all[module + ".lora_A.weight"] = {saved + "lora_A"};
            // A gate takes the place of alpha / r there, so the update has it.
            all[module + ".lora_B.weight"] = {.name = saved + "lora_B", .factor = lora.gating ? lora.scale() : 1};
            if (lora.gating)
                for (const char* kind : {"gate.weight", "gate.bias"})
                    all[module + "." + kind] = {saved + kind};
        }
    }

    void addIa3(const Ia3Settings& ia3) {
        for (const auto& place : ia3.places(m_base)) {
            const std::string module = roleName(m_base, place.product.role, place.product.layer);
            all[ia3Tensor(m_base, place)] = {.name = m_root + module + ".loras." + m_name + ".lora_B",
                                             .form = SavedTensor::Form::Column};
        }
    }

    void addInvertible() {
        for (const char* network : {"F", "G"})
            for (const auto& [own, saved] :
                 std::initializer_list<std::pair<const char*, const char*>>{{"down.weight", "0.weight"},
                                                                            {"down.bias", "0.bias"},
                                                                            {"up.weight", "2.weight"},
                                                                            {"up.bias", "2.bias"}})
                all[fmt::format("{}{}.{}", invertibleTensors(), network, own)] = {
                    fmt::format("{}invertible_adapters.{}.{}.{}", m_root, m_name, network, saved)};
    }

    void addPrefix(const PrefixSettings& prefix) {
        const std::string saved = m_root + "prefix_tuning.prefix_tunings." + m_name + "." + m_modules.prefix + ".";
        if (prefix.hidden == 0)
            for (int layer = 0; layer < m_base.layers; ++layer)
                for (const bool values : {false, true})
                    all[prefixTensors(layer) + (values ? "values" : "keys")] = {
                        .name = saved + "control_trans",
                        .slice = std::int64_t{2} * layer + (values ? 1 : 0),
                        .slices = std::int64_t{2} * m_base.layers,
                        .form = SavedTensor::Form::Vector};
        else
            for (const auto& [own, name] : std::initializer_list<std::pair<const char*, const char*>>{
                     {"prefix.embedding", "wte.weight"},
                     {"prefix.hidden.weight", "control_trans.0.weight"},
                     {"prefix.hidden.bias", "control_trans.0.bias"},
                     {"prefix.output.weight", "control_trans.2.weight"},
                     {"prefix.output.bias", "control_trans.2.bias"}})
                all[own] = {saved + name};
        if (prefix.gating)
            for (int layer = 0; layer < m_base.layers; ++layer)
                for (const char* kind : {"weight", "bias"})
                    all[prefixTensors(layer) + "gate." + kind] = {m_root + nameInLayer(m_modules.prefixGate, layer) +
                                                                  m_name + "." + kind};
    }

    const BaseConfig& m_base;
    const AdapterHubModules& m_modules;
    std::string m_root;  // of every name
    std::string m_name;
};

}  // namespace

SavedTensors adapterHubTensors(const std::vector<Part>& parts, const BaseConfig& base, const std::string& adapter) {
    Names names(base, adapter);
    for (const Part& part : parts)
        names.addPart(part);
    return std::move(names.all);
}

SavedHead flexibleHead(const std::string& adapter, bool hasDense) {
    const std::string first = "heads." + adapter + ".1.", second = "heads." + adapter + ".4.";
    if (!hasDense)
        return {.weight = first + "weight", .bias = first + "bias"};
    return {.weight = second + "weight",
            .bias = second + "bias",
            .denseWeight = first + "weight",
            .denseBias = first + "bias"};
}

}  // namespace adapterscope
