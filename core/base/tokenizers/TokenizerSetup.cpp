// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/TokenizerSetup.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/tokenizers/TokenizerJson.h"
#include "core/common/Error.h"
#include "core/common/JsonReader.h"
#include "core/common/TextFile.h"

namespace adapterscope {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uintmax_t largestVocabularyFile = 256U << 20U;  // bytes

/// How a class of tokenizers reads a folder.
struct TokenizerClass {
    const char* name;
    bool
        isBert;  ///< tokenizer_config.json decides on case, accents and ideographs, and BERT's special tokens are there
    bool types;  ///< gives the second text another type
};
constexpr std::array<TokenizerClass, 11> classes = {{{"BertTokenizer", true, true},
                                                     {"BertTokenizerFast", true, true},
                                                     {"DistilBertTokenizer", true, false},
                                                     {"DistilBertTokenizerFast", true, false},
                                                     {"ElectraTokenizer", true, true},
                                                     {"ElectraTokenizerFast", true, true},
                                                     {"MobileBertTokenizer", true, true},
                                                     {"MobileBertTokenizerFast", true, true},
                                                     {"LxmertTokenizer", true, true},
                                                     {"LxmertTokenizerFast", true, true},
                                                     {"PreTrainedTokenizerFast", false, true}}};

/// The class that tokenizer_config.json names, else config.json, else BERT's.
const TokenizerClass& classOf(const TokenizerFields& config, const TokenizerFields& model) {
    for (const TokenizerFields* fields : {&config, &model}) {
        const auto name = fields->getIfAny<std::string>("tokenizer_class");
        if (!name)
            continue;
        for (const TokenizerClass& known : classes)
            if (*name == known.name)
                return known;
        throw Error(
            "{}: the \"tokenizer_class\" {} is not supported, only BERT's WordPiece under its usual names "
            "(BertTokenizer, DistilBertTokenizer, ElectraTokenizer, MobileBertTokenizer, LxmertTokenizer, "
            "the same with Fast, and PreTrainedTokenizerFast). Choose another base.",
            fields->file(), *name);
    }
    return classes[0];
}

/// Whether auto_map names code for the tokenizer: a class, or a list of the slow one and the fast one.
bool namesCode(const json& tokenizer) {
    if (tokenizer.is_array())
        return std::any_of(tokenizer.begin(), tokenizer.end(), [](const json& each) { return !each.is_null(); });
    return !tokenizer.is_null();
}

/// A tokenizer with code of its own splits texts as that code does, and a folder's code is not run.
void refuseOwnCode(const TokenizerFields& fields) {
    const json* map = fields.find("auto_map");
    const json* tokenizer = map && map->is_object() ? fieldIfAny(*map, "AutoTokenizer") : nullptr;
    if (tokenizer && namesCode(*tokenizer))
        throw Error(
            "{}: \"auto_map\" names the folder's own code for the tokenizer, {}, which is not run here; take it out "
            "of the file if the texts are split as BERT splits them, or choose another base.",
            fields.file(), quoted(*tokenizer, 80));
}

/// Settings that only transformers' slow tokenizers follow and its fast ones ignore: nothing here does what they ask.
void refuseSlowSettings(const TokenizerFields& config, const SpecialTokens& special) {
    constexpr const char* why =
        "only transformers' slow tokenizer does that, AutoTokenizer ignores it; take it out "
        "of the file or choose another base";
    const auto requireValue = [&](const char* key, const json& harmless) {
        if (const json* value = config.find(key); value && *value != harmless)
            config.refuse(key, *value, why);
    };
    requireValue("do_basic_tokenize", true);
    requireValue("clean_text", true);
    requireValue("wordpieces_prefix", "##");
    const auto whole = config.get<std::vector<std::string>>("never_split", {});
    if (!std::all_of(whole.begin(), whole.end(), [&](const std::string& token) { return special.holds(token); }))
        config.refuse("never_split", config.at("never_split"), why);
}

void readNormalizer(const TokenizerFields& config, BertNormalizerOptions& normalizer) {
    normalizer.lowercase = config.get("do_lower_case", true);
    normalizer.chineseCharacters = config.get("tokenize_chinese_chars", true);
    normalizer.stripAccents = config.get("strip_accents", normalizer.lowercase);
}

/// A class that takes case and accents from tokenizer_config.json, or its defaults, ignores those of tokenizer.json.
void remarkOnReplaced(const TokenizerFields& config, const BertNormalizerOptions& replaced,
                      const BertNormalizerOptions& normalizer, std::vector<Sentence>& remarks) {
    using Options = BertNormalizerOptions;
    for (const auto& [key, option] : {std::pair("do_lower_case", &Options::lowercase),
                                      std::pair("tokenize_chinese_chars", &Options::chineseCharacters),
                                      std::pair("strip_accents", &Options::stripAccents)}) {
        if (replaced.*option == normalizer.*option)
            continue;
        const std::string stated =
            config.states(key) ? fmt::format("states \"{}\": {}, which decides", key, normalizer.*option)
                               : fmt::format("does not state \"{}\", which then is {}", key, normalizer.*option);
        remarks.push_back(
            Sentence("{} {} (as in transformers for this tokenizer_class); tokenizer.json beside it states the "
                     "opposite.",
                     config.file(), stated));
        return;  // accents follow the case
    }
}

/// A class that takes case and accents from tokenizer.json ignores these.
void remarkOnNormalizer(const TokenizerFields& config, const BertNormalizerOptions& normalizer,
                        std::vector<Sentence>& remarks) {
    for (const auto& [key, value] :
         {std::pair("do_lower_case", normalizer.lowercase), std::pair("strip_accents", normalizer.stripAccents),
          std::pair("tokenize_chinese_chars", normalizer.chineseCharacters)})
        if (const auto stated = config.getIfAny<bool>(key); stated && *stated != value)
            remarks.push_back(
                Sentence("{} states \"{}\": {}, but tokenizer.json beside it decides (as in "
                         "transformers for this tokenizer_class) and states the opposite.",
                         config.file(), key, *stated ? "true" : "false"));
}

bool truncatesAtStart(const TokenizerFields& config) {
    const auto side = config.get<std::string>("truncation_side", "right");
    if (side != "left" && side != "right")
        config.refuse("truncation_side", side, "it is left or right");
    return side == "left";
}

/// tokenizer.json's own truncation is not read, nor are its length and its padding.
void remarkOnTruncation(const TokenFiles& files, std::vector<Sentence>& remarks) {
    const json* truncation = files.tokenizer.find("truncation");
    if (truncation && fieldIs(*truncation, "direction", "Left") && !files.config.has("truncation_side"))
        remarks.push_back(Sentence(
            "{} cuts long texts at their start (truncation.direction), which is not read here: they are cut at "
            "their end. State \"truncation_side\": \"left\" in tokenizer_config.json to cut them at the start.",
            files.tokenizer.file()));
}

bool namesTypes(const TokenizerFields& config, bool usual) {
    const auto names = config.getIfAny<std::vector<std::string>>("model_input_names");
    return names ? std::find(names->begin(), names->end(), "token_type_ids") != names->end() : usual;
}

/// tokenizer.json decides if it exists, unless tokenizer_config.json states that there is none.
bool hasTokenizerJson(const TokenFiles& files) {
    const bool disowned = files.config.states("tokenizer_file") && !files.config.has("tokenizer_file");
    return fs::exists(files.folder / "tokenizer.json") && !(disowned && fs::exists(files.folder / "vocab.txt"));
}

/// What decides if there is no tokenizer.json.
void readBertConfig(const SpecialTokens& special, WordPieceOptions& options) {
    options.unknown = special.content("unk_token", options.unknown);
    options.start = special.content("cls_token", options.start);
    options.end = special.content("sep_token", options.end);
    options.blankIsToken = true;
}

/// If no file names the base's [CLS], it would get an id that the base was never trained with.
void requireToken(const TokenizerSetup& setup, const std::string& token, const char* role) {
    const bool isStated = std::any_of(setup.stated.begin(), setup.stated.end(),
                                      [&](const StatedId& stated) { return stated.content == token; });
    if (!isStated && std::find(setup.tokens.begin(), setup.tokens.end(), token) == setup.tokens.end())
        throw Error("{} has no token \"{}\", which stands for {}; is it the vocabulary of this base?",
                    setup.vocabularyFile.string(), token, role);
}

}  // namespace

TokenFiles readTokenFiles(const fs::path& folder) {
    if (!fs::exists(folder / "vocab.txt") && !fs::exists(folder / "tokenizer.json"))
        throw Error(
            "{} has neither vocab.txt nor tokenizer.json; without one of them no text can be read. "
            "Fetch the base again with its tokenizer files.",
            folder.string());
    const auto fields = [&](const char* name) { return TokenizerFields::of(folder / name); };
    return {folder,
            fields("config.json"),
            fields("tokenizer_config.json"),
            fields("special_tokens_map.json"),
            fields("added_tokens.json"),
            fields("tokenizer.json")};
}

TokenFiles withoutExtras(TokenFiles files) {
    files.specialTokens = TokenizerFields(json::object(), files.folder / "special_tokens_map.json");
    files.addedTokens = TokenizerFields(json::object(), files.folder / "added_tokens.json");
    return files;
}

TokenizerSetup tokenizerSetup(const TokenFiles& files, Vocabularies vocabularies) {
    for (const TokenizerFields* fields : {&files.config, &files.model})
        refuseOwnCode(*fields);
    const TokenizerClass& kind = classOf(files.config, files.model);
    const SpecialTokens special(files, kind.isBert);
    refuseSlowSettings(files.config, special);
    const bool fromJson = hasTokenizerJson(files);
    if (!fromJson && !kind.isBert)
        throw Error("{} names the tokenizer_class {}, which needs the tokenizer.json that {} lacks.",
                    files.config.file(), kind.name, files.folder.string());
    TokenizerSetup setup;
    WordPieceOptions& options = setup.options;
    setup.stated = special.stated();
    setup.unwritten = special.unwritten();
    setup.vocabularyFile = files.folder / (fromJson ? "tokenizer.json" : "vocab.txt");
    if (fromJson)
        for (StatedId& stated : readTokenizerJson(files.tokenizer, options))
            setup.stated.push_back(std::move(stated));
    else
        readBertConfig(special, options);
    const BertNormalizerOptions ofJson = options.normalizer;
    if (kind.isBert)
        readNormalizer(files.config, options.normalizer);
    if (kind.isBert && fromJson)
        remarkOnReplaced(files.config, ofJson, options.normalizer, setup.remarks);
    else if (!kind.isBert)
        remarkOnNormalizer(files.config, options.normalizer, setup.remarks);
    if (!fromJson)
        options.tokenNormalizer = options.normalizer;
    options.added.add(special.missingIn(options.added));
    options.splitSpecial = files.config.get("split_special_tokens", false);
    options.keepEnd = truncatesAtStart(files.config);
    if (fromJson)
        remarkOnTruncation(files, setup.remarks);
    options.typeOfSecondText = namesTypes(files.config, kind.types);
    if (vocabularies == Vocabularies::LeftOut)
        return setup;
    const fs::path& file = setup.vocabularyFile;
    setup.tokens = fromJson ? vocabularyOf(files.tokenizer)
                            : parseVocabulary(readWholeFile(file, largestVocabularyFile), file.string());
    requireToken(setup, options.start, "the start of a text");
    requireToken(setup, options.end, "the end of a text");
    return setup;
}

}  // namespace adapterscope
