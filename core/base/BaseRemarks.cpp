// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <system_error>
#include <utility>

#include "core/base/BaseTensors.h"
#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/FileKind.h"
#include "core/common/JsonValue.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Poolings of sentence-transformers that the program lacks, by their keys in 1_Pooling/config.json.
constexpr std::array<std::pair<const char*, const char*>, 4> foreignPoolings = {
    {{"pooling_mode_max_tokens", "max"},
     {"pooling_mode_mean_sqrt_len_tokens", "mean divided by the root of the length"},
     {"pooling_mode_weightedmean_tokens", "weighted mean"},
     {"pooling_mode_lasttoken", "last token"}}};

json objectOf(const fs::path& file) {
    json object = isFile(file) ? tryPythonJson(readWholeFile(file)) : json::object();
    return object.is_object() ? object : json::object();
}

void remarkOnPooling(const fs::path& folder, std::vector<Sentence>& remarks) {
    const fs::path file = folder / "1_Pooling" / "config.json";
    if (!isFile(file))
        return;
    const json stated = objectOf(file);
    const auto isAsked = [&](const char* key) { return fieldIs(stated, key, true); };
    std::vector<std::string> asked;
    for (const auto& [key, name] : foreignPoolings)
        if (isAsked(key))
            asked.emplace_back(name);
    const bool mean = isAsked("pooling_mode_mean_tokens"), first = isAsked("pooling_mode_cls_token");
    if (mean && first)
        remarks.push_back(
            {"{} asks for the mean of all tokens joined with the first one, which the program does not do: the head "
             "reads the mean. Choose another {}.",
             file.string(), byMeansOf(Setting::Pooling)});
    else if (!mean && !first && asked.empty())
        remarks.push_back(
            {"{} names no pooling that the program knows; choose what the head reads {} if it is not the "
             "base's default.",
             file.string(), byMeansOf(Setting::Pooling)});
    if (!asked.empty())
        remarks.push_back(
            {"{} asks for a pooling that the program does not have ({}), so the head reads another one; choose which "
             "{}.",
             file.string(), fmt::format("{}", fmt::join(asked, ", ")), byMeansOf(Setting::Pooling)});
}

void remarkOnLength(const fs::path& file, const json& stated, const char* key, const BaseConfig& config,
                    std::vector<Sentence>& remarks) {
    if (const json* longest = fieldIfAny(stated, key);
        longest && longest->is_number() && longest->get<double>() < config.positions)
        remarks.push_back(
            {"{} states that texts have at most {} tokens ({}), fewer than the base's {} positions; they are cut only "
             "at {}.",
             file.string(), longest->dump(), key, config.positions, Setting::MaxLength});
}

/// How sentence-transformers reads texts before the tokenizer does.
void remarkOnSentences(const fs::path& folder, const BaseConfig& config, std::vector<Sentence>& remarks) {
    const fs::path file = folder / "sentence_bert_config.json";
    const json stated = objectOf(file);
    remarkOnLength(file, stated, "max_seq_length", config, remarks);
    if (fieldIs(stated, "do_lower_case", true))
        remarks.push_back(
            Sentence("{} asks for texts in small letters (do_lower_case), which is left to the tokenizer's own files.",
                     file.string()));
}

void remarkOnTokenizer(const fs::path& folder, const BaseConfig& config, std::vector<Sentence>& remarks) {
    const fs::path file = folder / "tokenizer_config.json";
    const fs::path modelFile = folder / "config.json";
    const json stated = objectOf(file), model = objectOf(modelFile);
    remarkOnLength(file, stated, "model_max_length", config, remarks);
    if (fieldIs(stated, "padding_side", "left"))
        remarks.push_back(
            Sentence("{} asks for padding on the left; texts are not padded here, so their positions "
                     "count from their first token.",
                     file.string()));
    if (const json* code = fieldIfAny(model, "auto_map"); code && !code->empty())
        remarks.push_back(Sentence(
            "{} refers to its own code (auto_map), which is not run: the base is computed as one of the family {}.",
            modelFile.string(), config.family));
    for (Sentence& remark : tokenizerRemarks(folder))
        remarks.push_back(std::move(remark));
}

void remarkOnLayers(const fs::path& folder, const BaseConfig& config, std::vector<Sentence>& remarks) {
    const fs::path file = folder / "model.safetensors";
    if (!isFile(file))
        return;
    if (const auto stored = storedLayers(config, readSafeTensorsHeader(file)); std::cmp_greater(stored, config.layers))
        remarks.push_back(
            Sentence("{} holds {} layers, and {} asks for {} (num_hidden_layers): the others are not used.",
                     file.string(), stored, (folder / "config.json").string(), config.layers));
}

}  // namespace

std::vector<Sentence> baseRemarks(const fs::path& folder, const BaseConfig& config) {
    std::vector<Sentence> remarks;
    remarkOnTokenizer(folder, config, remarks);
    remarkOnSentences(folder, config, remarks);
    remarkOnPooling(folder, remarks);
    remarkOnLayers(folder, config, remarks);
    return remarks;
}

}  // namespace adapterscope
