// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "app/cli/AskEngine.h"
#include "app/cli/Commands.h"
#include "app/cli/Output.h"
#include "app/cli/Planning.h"
#include "app/cli/Table.h"
#include "core/base/Bases.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/common/Excerpt.h"
#include "core/common/JsonFault.h"
#include "core/common/JsonFields.h"
#include "core/common/JsonReader.h"
#include "core/common/OutputFile.h"
#include "core/dispatch/Messages.h"

namespace adapterscope::cli {

namespace {

/// One line of standard input: a text, optionally a second one, and the largest number of tokens (0 = no limit).
struct InputLine {
    std::string text;
    std::optional<std::string> pair;
    int maxLength = 0;
};

constexpr const char* exampleLine = R"({"text": "...", "pair": null, "max_length": 128})";

/// A typing mistake must not pass for a default. What tokenize writes may be read again.
void requireKnownKeys(const nlohmann::json& object) {
    static const std::set<std::string> known = {"text", "pair", "max_length", "ids", "type_ids", "offsets"};
    for (const auto& [key, value] : object.items())
        if (!known.contains(key))
            throw Error(
                "the key \"{}\" is unknown: a line has text, pair and max_length; those that tokenize writes (ids, "
                "type_ids, offsets) are ignored",
                excerpt(key));
}

InputLine lineFromJson(const nlohmann::json& json) {
    const JsonFields fields(json, std::string("a line like ") + exampleLine, JsonFields::Null::Absent);
    InputLine line{fields.get<std::string>("text"), fields.getIfAny<std::string>("pair")};
    requireKnownKeys(json);
    if (fields.has("max_length"))
        line.maxLength = fields.getFrom<int>("max_length", 0);
    return line;
}

/// Calls `each` with every line of standard input that is not empty; a fault names the line.
template <typename Each>
void forEachLine(Each each) {
    std::string text;
    for (int number = 1; std::getline(std::cin, text); ++number) {
        if (text.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        try {
            each(lineFromJson(parseJson(text)));
        } catch (const nlohmann::json::exception& error) {
            throw Error("Line {} of standard input is not an object like {}: {}", number, exampleLine,
                        faultOfLine(error));
        } catch (const Error& error) {
            throw Error(Sentence("Line {} of standard input: {}", number, error.sentence()), error.kind());
        }
    }
}

int tokenize(const std::string& base) {
    const auto tokenizer = loadTokenizer(resolveBase(base).folder);
    forEachLine([&](const InputLine& line) {
        const std::string_view pair = line.pair ? std::string_view(*line.pair) : std::string_view();
        const Encoding encoding = tokenizer->encode(line.text, line.pair ? &pair : nullptr, line.maxLength);
        printJsonLine({{"ids", encoding.ids}, {"type_ids", encoding.typeIds}, {"offsets", encoding.offsets}});
    });
    return 0;
}

int encode(const std::string& base, const std::string& adapter, const std::string& out, const Parser& parser) {
    EncodeRequest request{anchored(base), {}, std::filesystem::absolute(out)};
    if (!adapter.empty())
        request.adapter = std::filesystem::absolute(adapter);
    forEachLine([&](const InputLine& line) { request.lines.push_back({line.text, line.pair, line.maxLength}); });
    requireOutputFile(request.out);
    if (request.lines.empty())
        throw Error("Standard input holds no lines to encode. Give JSON lines like {\"text\": \"...\"}.");
    Messages messages(parser.quiet);
    const auto rows = encodedRowsFromJson(askEngine(EncodeRequest::method, toJson(request), messages));
    messages.say("Wrote " + counted(rows, "row") + " to " + out);
    return 0;
}

}  // namespace

void addTextCommands(Parser& parser) {
    struct TextOptions {
        std::string base, adapter, out;
    };
    auto options = std::make_shared<TextOptions>();
    CLI::App* tokens = parser.add(
        "tokenize", "Turn texts (JSON Lines) into token ids with the base's tokenizer",
        {"tokenize --base builtin < texts.jsonl", "tokenize --base minilm <<< '{\"text\": \"Hello there\"}'"});
    tokens->add_option("--base", options->base, "builtin, minilm, or a model folder")->type_name("BASE")->required();
    tokens->callback([&parser, options] { parser.action = [options] { return tokenize(options->base); }; });
    CLI::App* states = parser.add("encode", "Write the base's hidden states for texts (JSON Lines)",
                                  {"encode --base builtin --out states.safetensors < texts.jsonl",
                                   "encode --base bert-base --adapter my-lora --out states.safetensors < texts.jsonl"});
    states->add_option("--base", options->base, "builtin, minilm, or a model folder")->type_name("BASE")->required();
    states
        ->add_option("--adapter", options->adapter,
                     "A folder that AdapterHub or PEFT saved: its adapter is active, and its head gives the logits")
        ->type_name("DIR");
    states->add_option("--out", options->out, "The safetensors file to write")->type_name("FILE")->required();
    states->callback([&parser, options] {
        parser.action = [&parser, options] { return encode(options->base, options->adapter, options->out, parser); };
    });
}

}  // namespace adapterscope::cli
