// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/exchange/AdapterFiles.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

BaseConfig baseOf(const std::string& family) {
    BaseConfig base;
    base.family = family;
    base.hasPooler = family == "bert";
    return base;
}

const BaseConfig bert = baseOf("bert"), distilBert = baseOf("distilbert");

AdapterFiles written(const std::string& library, const std::string& design, Pooling pooling = Pooling::Pooler,
                     const BaseConfig& base = bert) {
    return adapterFiles(library, {parseDesign(design), {2, 1, pooling}, {}, {"no", "yes"}, "some-base"}, base);
}

SavedAdapter readBack(const AdapterFiles& files) {
    TensorShapes shapes;  // of LoRA, whose rank is read from them
    for (const auto& [own, saved] : files.tensors) {
        shapes[saved.name] = {4, 768};
        if (saved.form == SavedTensor::Form::Column)
            shapes[saved.name] = {768, 1};
        if (saved.form == SavedTensor::Form::Row)
            shapes[saved.name] = {1, 768};
        if (saved.slices > 1)
            shapes[saved.name] = {4, saved.slices * 768};
    }
    for (const std::string& name : {files.head->weight, files.head->bias})
        shapes[name] = {2, 768};
    return savedAdapterFromJson(files.config, files.headConfig, shapes, bert, "the file");
}

/// The design as the library's reader understands what is written.
std::string readBack(const std::string& library, const std::string& design) {
    const AdapterFiles files = written(library, design);
    const SavedAdapter saved = readBack(files);
    CHECK(saved.tensors.size() == files.tensors.size());
    for (const auto& [own, tensor] : files.tensors) {
        REQUIRE(saved.tensors.contains(own));
        CHECK(saved.tensors.at(own).name == tensor.name);
    }
    REQUIRE(saved.head);
    CHECK(saved.head->weight == files.head->weight);
    CHECK(saved.head->pooling == Pooling::Pooler);
    return toText(saved.design);
}

}  // namespace

TEST_CASE("What is written for AdapterHub is read as the design that it was") {
    const auto same = [](const std::string& design) {
        CAPTURE(design);
        CHECK(readBack("adapterhub", design) == design);
    };
    same("lora:r=4");
    same("lora:r=4,alpha=6,targets=key+ffn-in+ffn-out,layers=1-3");
    same("ia3:targets=query+value+ffn-in");
    same("prefix:length=4,hidden=0");
    same("prompt:length=4,place=after-first,init=random");
    same("compacter:m=8,sites=ffn,original-layernorm=before");
    same("prefix:length=4,hidden=0 & lora:r=4");
    const std::string pfeiffer = "adapter:m=48,sites=ffn,activation=relu,layernorm=none,original-layernorm=before";
    CHECK(readBack("adapterhub", "pfeiffer") == pfeiffer);
    CHECK(readBack("adapterhub", "pfeiffer & invertible:reduction=4") == pfeiffer + " & invertible:reduction=4");
    CHECK(readBack("adapterhub", "prefix:length=4") == "prefix:length=4,hidden=0");  // as it is kept
}

TEST_CASE("What is written for PEFT is read as the design that it was") {
    const auto same = [](const std::string& design) {
        CAPTURE(design);
        CHECK(readBack("peft", design) == design);
    };
    same("lora:r=4,alpha=6,targets=query+output+ffn-in");
    same("lora:r=4,rank-scaling=on,dora=on,layers=2-3");
    same("lora:r=4 & bitfit");
    same("lora:r=4 & bitfit:biases=query+value");
    same("ia3");
    same("ia3:targets=query+context+ffn-in,layers=1");
    same("layernorm");
    same("bitfit:biases=query+intermediate");
    same("peanut:r=4,pairs=1");
    same("prefix:length=4,hidden=0,positions=shifted");
    same("prompt:length=4,entry=words");
}

TEST_CASE("A field of another type is named, and PEFT's default is taken for one that is null") {
    const auto refused = [](const std::string& library, const char* field, const nlohmann::json& value,
                            const std::string& fault) {
        AdapterFiles files = written(library, "lora:r=4");
        files.config[field] = value;
        CHECK_THROWS_MATCHES(readBack(files), Error,
                             says("Field \"" + std::string(field) + "\" of the file must be " + fault + "."));
    };
    refused("peft", "lora_alpha", "x", "a number, not \"x\"");
    refused("peft", "alpha_pattern", {{"query", true}}, "a number, not true");
    refused("peft", "use_dora", 1, "true or false, not 1");
    refused("peft", "bias", 3, "a text in quotes, not 3");
    refused("adapterhub", "hidden_size", 768.5, "a whole number, not 768.5");
    refused("adapterhub", "name", nullptr, "a text in quotes, not null");
    AdapterFiles files = written("peft", "lora:r=4,alpha=6");
    for (const char* field : {"lora_alpha", "alpha_pattern", "use_rslora"})
        files.config[field] = nullptr;
    CHECK(toText(readBack(files).design) == "lora:r=4,alpha=8");
}

TEST_CASE("A pattern of PEFT's alphas names a product by the end of its name or by all of it, and only one applies") {
    AdapterFiles files = written("peft", "lora:r=4,alpha=6,targets=value,layers=1");
    const std::string value = "encoder.layer.1.attention.self.value";
    for (const std::string& pattern : std::vector<std::string>{"value", "self.value", value, "bert." + value}) {
        CAPTURE(pattern);
        files.config["alpha_pattern"] = {{pattern, 12}};
        CHECK(toText(readBack(files).design) == "lora:r=4,alpha=12,targets=value,layers=1");
    }
    files.config["alpha_pattern"] = {{"alue", 12}};
    CHECK(toText(readBack(files).design) == "lora:r=4,alpha=6,targets=value,layers=1");
    files.config["alpha_pattern"] = {{"value", 12}, {value, 3}};
    CHECK_THROWS_MATCHES(readBack(files), Error, says("alpha_pattern states two values for bert." + value));
}

TEST_CASE("Ranks that differ by product are written as PEFT's patterns") {
    const auto config = written("peft", "lora:r=4,layers=0 & lora:r=2,alpha=8,targets=key,layers=1").config;
    const std::string other = "encoder.layer.1.attention.self.key";
    CHECK(config["r"] == 4);
    CHECK(config["lora_alpha"] == 4);
    CHECK(config["rank_pattern"] == nlohmann::json{{other, 2}});
    CHECK(config["alpha_pattern"] == nlohmann::json{{other, 8}});
    CHECK(config["target_modules"].size() == 3);
    CHECK(config["modules_to_save"] == nlohmann::json{"classifier", "score"});
}

TEST_CASE("AdapterHub's LoRA gets the scale that it computes with") {
    CHECK(written("adapterhub", "lora:r=4,alpha=6,rank-scaling=on").config["config"]["alpha"] == 12.0);
    const auto gated = written("adapterhub", "lora:r=4,alpha=2,gating=on").tensors;
    CHECK(gated.at("encoder.layer.0.attention.self.query.lora_B.weight").factor == 0.5);
    CHECK(gated.at("encoder.layer.0.attention.self.query.lora_A.weight").factor == 1);
}

TEST_CASE("The head is that of the class or one of AdapterHub's own") {
    const auto pooler = written("adapterhub", "lora");
    CHECK(pooler.headConfig["model_class"] == "BertForSequenceClassification");
    CHECK(pooler.headConfig["config"].is_null());
    CHECK(pooler.headConfig["num_labels"] == 2);
    CHECK(pooler.headConfig["label2id"] == nlohmann::json{{"no", 0}, {"yes", 1}});
    CHECK(pooler.head->weight == "classifier.weight");
    CHECK(pooler.notes.empty());
    const auto first = written("adapterhub", "lora", Pooling::Cls, distilBert);
    CHECK(first.headConfig["model_class"] == "DistilBertAdapterModel");
    CHECK(first.headConfig["config"]["layers"] == 1);
    CHECK(first.headConfig["config"]["use_pooler"] == false);
    CHECK(first.headConfig["name"] == "lora");
    CHECK(first.head->weight == "heads.lora.1.weight");
    REQUIRE(first.notes.size() == 1);
    CHECK(first.notes.front().find("DistilBertAdapterModel has") != std::string::npos);
    const auto peft = written("peft", "lora", Pooling::Cls, distilBert);
    CHECK(peft.head->weight == "base_model.model.classifier.weight");
    CHECK(peft.head->denseWeight == "base_model.model.pre_classifier.weight");
    REQUIRE(peft.notes.size() == 1);
    CHECK(peft.notes.front().find("0 is no, 1 is yes") != std::string::npos);
    CHECK(written("peft", "prompt:entry=words").head->weight == "base_model.classifier.weight");
}

TEST_CASE("A head that the library cannot compute is beside an adapter that has only the encoder") {
    for (const std::string library : {"adapterhub", "peft"}) {
        CAPTURE(library);
        const auto mean = written(library, "lora", Pooling::Mean);
        CHECK(mean.headName == "head.safetensors");
        CHECK(mean.head->weight == "classifier.weight");
        CHECK(mean.headConfig.is_null());
        CHECK(mean.headMetadata ==
              std::map<std::string, std::string>{{"pooling", "mean"}, {"labels", R"(["no","yes"])"}});
        CHECK(mean.notes.front().find("head.safetensors") != std::string::npos);
        CHECK(mean.notes.front().find("the mean over all tokens") != std::string::npos);
    }
    CHECK(written("adapterhub", "lora", Pooling::Mean).config["model_class"] == "BertModel");
    for (const Pooling pooling : {Pooling::Mean, Pooling::Cls}) {
        const auto peft = written("peft", "lora:r=4 & bitfit", pooling);
        CHECK(peft.config["task_type"] == "FEATURE_EXTRACTION");
        CHECK(peft.config["modules_to_save"].is_null());
        CHECK(peft.notes.back() == "The adapter is one for BertModel.");
        CHECK(peft.tensors.at("encoder.layer.0.attention.self.query.lora_A.weight").name ==
              "base_model.model.encoder.layer.0.attention.self.query.lora_A.weight");
        TensorShapes shapes;
        for (const auto& [own, saved] : peft.tensors)
            shapes[saved.name] = {4, 768};
        const SavedAdapter read = savedAdapterFromJson(peft.config, nullptr, shapes, bert, "the file");
        CHECK(toText(read.design) == "lora:r=4 & bitfit");
        CHECK(read.tensors.size() == peft.tensors.size());
        CHECK(read.tensors.at("embeddings.LayerNorm.bias").name == "base_model.model.embeddings.LayerNorm.bias");
    }
    const AdapterFiles none = adapterFiles("peft", {parseDesign("lora"), {}, {}, {}, "some-base"}, bert);
    CHECK(none.config["task_type"] == "FEATURE_EXTRACTION");
    CHECK_FALSE(none.head);
}

TEST_CASE("What a library cannot hold is refused by the setting's name") {
    const auto refused = [](const std::string& library, const std::string& design, const std::string& part,
                            Pooling pooling = Pooling::Pooler, const BaseConfig& base = bert) {
        CAPTURE(library, design);
        CHECK_THROWS_MATCHES(written(library, design, pooling, base), Error,
                             says("'" + toText(parseDesign(design)) + "' cannot be exported for ") && says(part));
    };
    refused("adapterhub", "houlsby:m=8", "layernorm=all");
    refused("adapterhub", "pfeiffer:skip=off", "skip=off");
    refused("adapterhub", "lora:targets=query+output", "not on output");
    refused("adapterhub", "lora:targets=pooler", "not on pooler");
    refused("adapterhub", "lora:dora=on", "dora=on");
    refused("adapterhub", "ia3", "write ia3:targets=key+value+ffn-in");
    refused("adapterhub", "prefix:positions=shifted", "positions=shifted");
    refused("adapterhub", "prompt:entry=words", "entry=words");
    refused("adapterhub", "lora:targets=query & lora:r=2,targets=value", "one part of LoRA");
    refused("adapterhub", "lora & ia3:targets=key", "one part of LoRA");
    refused("adapterhub", "compacter:sites=ffn & compacter:sites=attention", "one part of Compacter");
    refused("adapterhub", "invertible", "only beside bottleneck adapters");
    refused("adapterhub", "pfeiffer & invertible:activation=tanh", "the bottlenecks' activation");
    refused("adapterhub", "bitfit", "BitFit");
    refused("adapterhub", "ladder", "its format has no place for Ladder side-tuning");
    refused("adapterhub", "pfeiffer & ladder", "its format has no place for Ladder side-tuning");
    refused("adapterhub", "lora & layernorm", "LayerNorms only");
    refused("adapterhub", "head", "its format has no place for");
    refused("peft", "pfeiffer", "its format has no place for");
    refused("peft", "ladder", "its format has no place for Ladder side-tuning");
    refused("peft", "lora & ladder", "one method in a folder");
    refused("peft", "lora & pfeiffer", "one method in a folder");
    refused("peft", "lora & ia3:targets=key", "one method in a folder");
    refused("peft", "lora:gating=on", "gating=on");
    refused("peft", "lora & lora:targets=key,dora=on", "everywhere or nowhere");
    refused("peft", "lora & bitfit:biases=key", "biases");
    refused("peft", "ia3:targets=ffn+ffn-out", "encoder.layer.0.output.dense reads or what it gives");
    refused("peft", "bitfit", "biases=all");
    refused("peft", "prefix", "positions=own");
    refused("peft", "prefix:positions=shifted", "DistilBert does not", Pooling::Cls, distilBert);
    refused("peft", "prompt", "entry=states");
    refused("peft", "prompt:entry=words,place=after-first", "place=after-first");
    CHECK_THROWS_MATCHES(written("onnx", "lora"), Error, says("'onnx'") && says("adapterhub, peft or merged"));
}
