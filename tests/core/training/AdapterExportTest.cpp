// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <set>

#include "core/common/Error.h"
#include "core/design/methods/Prefix.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "core/model/TorchFile.h"
#include "core/training/AdapterExport.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// The adapter's tensors in a library's folder.
NamedTensors tensorsIn(const fs::path& folder, const SavedAdapterFiles& names) {
    for (const std::string& name : names.adapter)
        if (fs::exists(folder / name))
            return name.ends_with(".bin") ? readTorchTensors(folder / name) : readSafeTensors(folder / name).tensors;
    return {};
}

/// The name under which the library saved a tensor, in which its adapter is called `task`.
std::string underTask(std::string name, const std::string& adapter) {
    const std::string own = "." + adapter + ".";
    if (const auto at = name.find(own); at != std::string::npos)
        name.replace(at, own.size(), ".task.");
    return name;
}

/// That the exported tensors are those which the library saved, with its names, shapes and types.
void checkSame(const AdapterExport& exported, const LoadedAdapter& adapter, const NamedTensors& saved,
               const Base& base) {
    std::set<std::string> found;
    const std::string name = exported.files.config.value("name", "");
    for (const auto& [own, where] : exported.files.tensors) {
        const std::string theirs = name.empty() ? where.name : underTask(where.name, name);
        CAPTURE(theirs);
        if (own.find("LayerNorm") != std::string::npos && !saved.contains(theirs)) {
            CHECK(at::equal(exported.tensors.at(where.name), base.tensor(own)));  // one that was not tuned
            continue;
        }
        REQUIRE(saved.contains(theirs));
        const at::Tensor& tensor = exported.tensors.at(where.name);
        CHECK(tensor.sizes().vec() == saved.at(theirs).sizes().vec());
        CHECK(tensor.scalar_type() == saved.at(theirs).scalar_type());
        // A bias that is added comes back after one addition and one subtraction.
        CHECK(difference(tensor, saved.at(theirs)) < (where.isAdded ? 1e-6 : 1e-30));
        found.insert(theirs);
    }
    for (const auto& [theirs, tensor] : saved) {
        CAPTURE(theirs);
        CHECK((found.contains(theirs) || adapter.saved.isAlias(theirs) || adapter.saved.isHeads(theirs)));
    }
}

/// Every folder of a family that exists, as far as it is saved in the form in which tunings are kept.
void checkFolders(const std::string& place, const std::string& library, const SavedAdapterFiles& names) {
    const auto folders = sharedData("reference/" + place);
    REQUIRE_AVAILABLE(folders);
    std::map<std::string, std::shared_ptr<const Base>> bases;
    for (const char* family : {"bert", "distilbert"})
        bases[family] = Base::load(sharedData("reference/models") / family, at::kFloat);
    int written = 0;
    for (const auto& entry : fs::directory_iterator(folders)) {
        const std::string name = entry.path().filename().string();
        const auto base = bases.find(name.substr(0, name.find("__")));
        if (base == bases.end())
            continue;
        CAPTURE(name);
        const auto adapter = loadAdapter(entry.path(), *base->second);
        const auto* prefix = settingsIf<PrefixSettings>(adapter.saved.design);
        if (!adapter.head || (prefix && prefix->hidden > 0))
            continue;
        const auto exported = exportedAdapter(library, adapter, *base->second, {}, "tiny");
        checkSame(exported, adapter, tensorsIn(entry.path(), names), *base->second);
        ++written;
    }
    CHECK(written > 15);
}

}  // namespace

TEST_CASE("Adapters that AdapterHub saved are exported with its names, shapes and values") {
    checkFolders("adapters", "adapterhub", adapterHubFileNames());
}

TEST_CASE("Adapters that PEFT saved are exported with its names, shapes and values") {
    checkFolders("peft", "peft", peftFileNames());
}

TEST_CASE("A head that PEFT's class has two layers for is exported as two that compute the same") {
    BaseConfig config = tinyConfig();
    config.family = "distilbert";
    const auto base = tinyBase(at::kFloat, 1, config);
    SavedAdapter saved;
    saved.design = parseDesign("lora:r=2");
    const LoadedHead head{.weight = at::randn({3, 8}), .bias = at::randn({3}), .pooling = Pooling::Cls};
    const LoadedAdapter adapter{std::move(saved), Tuning(parseDesign("lora:r=2"), *base, 3, Pooling::Cls, 2), head};
    const TempFolder folder;
    const auto exported = exportedAdapter("peft", adapter, *base, {"a", "b", "c"}, "tiny");
    const auto files = writeAdapter(folder.path(), exported);
    CHECK(files == std::vector<std::string>{"adapter_model.safetensors", "adapter_config.json"});
    const auto read = loadAdapter(folder.path(), *base);
    REQUIRE(read.head);
    CHECK(read.head->denseWeight.defined());
    const auto states = at::randn({5, 8});
    CHECK(difference(read.head->logits(states), head.logits(states)) < 1e-5);
    const auto hub = exportedAdapter("adapterhub", adapter, *base, {"a", "b", "c"}, "tiny");
    CHECK(at::equal(hub.head.at("heads.lora.1.weight"), head.weight));
    // Five classes need ten units, and there are eight.
    const LoadedHead many{.weight = at::randn({5, 8}), .bias = at::randn({5}), .pooling = Pooling::Cls};
    const LoadedAdapter tooMany{adapter.saved, Tuning(parseDesign("lora:r=2"), *base, 5, Pooling::Cls, 2), many};
    const auto apart = exportedAdapter("peft", tooMany, *base, {}, "tiny");
    CHECK(apart.files.headName == "head.safetensors");
    CHECK(at::equal(apart.head.at("classifier.weight"), many.weight));
}

TEST_CASE("(IA)3 of AdapterHub whose alpha scales its vectors is exported with the scaled ones") {
    const TempFolder folder;
    const auto base = tinyBase(at::kFloat);
    writeFile(folder / "adapter_config.json",
              R"({"config": {"architecture": "lora", "composition_mode": "scale", "r": 1, "alpha": 4,
                  "attn_matrices": ["k"]}, "name": "task", "version": "adapters.1.3.0"})");
    NamedTensors tensors;
    for (const char* layer : {"0", "1"})
        tensors[std::string("bert.encoder.layer.") + layer + ".attention.self.key.loras.task.lora_B"] =
            at::arange(1, 9, at::kFloat).reshape({8, 1});
    writeSafeTensors(folder / "adapter.safetensors", tensors);
    const auto adapter = loadAdapter(folder.path(), *base);
    const auto scaled = 4 * at::arange(1, 9, at::kFloat);
    REQUIRE(adapter.saved.tensors.size() == 2);
    for (const auto& [own, where] : adapter.saved.tensors)
        CHECK(at::equal(adapter.tuning.state().at(own).flatten(), scaled));
    const auto exported = exportedAdapter("adapterhub", adapter, *base, {}, "tiny");
    CHECK(exported.files.config["config"]["alpha"] == 1);
    REQUIRE(exported.tensors.size() == 2);
    for (const auto& [name, tensor] : exported.tensors)
        CHECK(at::equal(tensor.flatten(), scaled));
}
