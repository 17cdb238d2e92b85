// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/PretrainingOptions.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonFields.h"

namespace adapterscope {

using nlohmann::json;

void requireValid(const PretrainingOptions& o) {
    const auto from = [](std::int64_t least, const char* name, std::int64_t value) {
        if (value < least)
            throw Error("{} is {}: it must be {} or more.", name, value, least);
    };
    const auto share = [](const char* name, double value, double most) {
        if (!(value >= 0) || !(value <= most))
            throw Error("{} is {}: it must be from 0 to {}.", name, value, most);
    };
    from(1, "layers", o.layers);
    from(1, "hidden", o.hidden);
    from(1, "heads", o.heads);
    from(1, "intermediate", o.intermediate);
    from(1, "rows", o.rows);
    from(1, "steps", o.steps);
    from(1, "checkpoint steps", o.checkpointSteps);
    from(4, "max length", o.maxLength);  // three special tokens and one between them
    if (o.hidden % o.heads != 0)
        throw Error("hidden is {}: it must be a multiple of the {} heads.", o.hidden, o.heads);
    if (o.maxLength > o.positions)
        throw Error("max length is {}: it must not be above positions, which is {}.", o.maxLength, o.positions);
    share("learning rate", o.learningRate, 1e6);
    share("warm-up", o.warmup, 1);
    share("weight decay", o.weightDecay, 1e6);
    if (o.corpus.empty() || o.out.empty())
        throw Error("A pre-training reads a corpus and writes a base: give both.");
    if (o.teacher.empty() && o.start.empty() && o.vocabulary.empty())
        throw Error("A pre-training takes its vocabulary from a base: give {}, {} or {}.", Setting::Teacher,
                    Setting::Start, Setting::Vocabulary);
}

json toJson(const PretrainingOptions& o) {
    return {{"corpus", o.corpus.string()},
            {"teacher", o.teacher.string()},
            {"start", o.start.string()},
            {"vocabulary", o.vocabulary.string()},
            {"out", o.out.string()},
            {"resume", o.resume},
            {"options",
             {{"layers", o.layers},
              {"hidden", o.hidden},
              {"heads", o.heads},
              {"intermediate", o.intermediate},
              {"positions", o.positions},
              {"rows", o.rows},
              {"max_length", o.maxLength},
              {"steps", o.steps},
              {"learning_rate", o.learningRate},
              {"warmup", o.warmup},
              {"weight_decay", o.weightDecay},
              {"seed", o.seed},
              {"precision", o.precision},
              {"checkpoint_steps", o.checkpointSteps}}}};
}

PretrainingOptions pretrainingOptionsFromJson(const json& object) {
    PretrainingOptions o;
    JsonFields fields(object, "a pre-training");
    fields.read("corpus", o.corpus);
    fields.read("teacher", o.teacher);
    fields.read("start", o.start);
    fields.read("vocabulary", o.vocabulary);
    fields.read("out", o.out);
    fields.read("resume", o.resume);
    const json none = json::object();
    const json* given = fields.find("options");
    JsonFields options(given ? *given : none, "a pre-training's options");
    options.read("layers", o.layers);
    options.read("hidden", o.hidden);
    options.read("heads", o.heads);
    options.read("intermediate", o.intermediate);
    options.read("positions", o.positions);
    options.read("rows", o.rows);
    options.read("max_length", o.maxLength);
    options.read("steps", o.steps);
    options.read("learning_rate", o.learningRate);
    options.read("warmup", o.warmup);
    options.read("weight_decay", o.weightDecay);
    options.read("seed", o.seed);
    options.read("precision", o.precision);
    options.read("checkpoint_steps", o.checkpointSteps);
    options.requireNoOthers();
    return o;
}

}  // namespace adapterscope
