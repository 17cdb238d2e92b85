// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TrainingOptions.h"

#include <algorithm>

#include "app/cli/OptionValues.h"
#include "app/cli/Usage.h"
#include "core/common/Error.h"
#include "core/experiment/runs/RunLimit.h"

namespace adapterscope::cli {

namespace {

bool choiceFrom(const std::string& option, const std::string& text, const std::string& yes, const std::string& no) {
    if (text != yes && text != no)
        throw Error("{} is {} or {}, not \"{}\".", option, yes, no, text);
    return text == yes;
}

/// One option of a run: its name, its value's type and its line in --help, and how its text gets into the
/// hyperparameters.
struct Knob {
    const char* option;
    const char* type;
    const char* help;
    void (*set)(Hyperparameters& to, const std::string& option, const std::string& text);
};

template <auto Member>
void setNumber(Hyperparameters& to, const std::string& option, const std::string& text) {
    to.*Member = numberFrom<std::remove_reference_t<decltype(to.*Member)>>(option, text);
}

using H = Hyperparameters;
const Knob knobs[] = {
    {"--epochs", "N", "Passes over the training rows [3]", setNumber<&H::epochs>},
    {"--batch", "N", "Rows per step [32]", setNumber<&H::batch>},
    {"--evaluations", "N",
     "Evaluations per epoch; the one that is best on dev is kept, never the one before training (step 0) [1]",
     setNumber<&H::evaluations>},
    {"--patience", "N", "Stop after N evaluations without improvement; 0: never [0]", setNumber<&H::patience>},
    {"--warmup", "SHARE", "Share of the steps in which the learning rate rises [0.1]", setNumber<&H::warmup>},
    {"--weight-decay", "RATE", "Weight decay [0.01]", setNumber<&H::weightDecay>},
    {"--clip", "NORM", "Largest allowed norm of the gradient; 0: no limit [1]", setNumber<&H::clip>},
    {"--optimizer", "NAME", "adamw, or bert (the optimizer of the BERT code of 2018) [adamw]",
     [](H& to, const std::string&, const std::string& text) { to.optimizer = text; }},
    {"--head-dropout", "SHARE", "Dropout before the head [0.1]", setNumber<&H::headDropout>},
    {"--dropout", "0|base", "Dropout in the frozen base: 0, or base (as in its config) [0]",
     [](H& to, const std::string& option, const std::string& text) {
         to.baseDropout = choiceFrom(option, text, "base", "0");
     }},
    {"--max-length", "N", "Longest text in tokens, including special ones [128]", setNumber<&H::maxLength>},
    {"--threads", "N", "Threads per run [1]", setNumber<&H::threads>},
    {"--precision", "NAME", "Precision of the frozen products: f32 or bf16 [f32]",
     [](H& to, const std::string&, const std::string& text) { to.precision = text; }},
};

/// The word auto, or alternatives.
void setRates(Sweep& sweep, const std::string& option, const std::string& words) {
    const std::vector<std::string> texts = alternatives(option, words);
    sweep.choosesRates = std::find(texts.begin(), texts.end(), "auto") != texts.end();
    if (sweep.choosesRates && texts.size() > 1)
        throw Error("{} is auto or rates joined by |, not both: \"{}\".", option, words);
    if (sweep.choosesRates)
        return sweep.learningRates.clear();
    for (const std::string& text : texts)
        sweep.learningRates.push_back(numberFrom<double>(option, text));
}

std::vector<int> splitFrom(const std::string& text) {
    std::vector<int> percents;
    for (const std::string& part : split(text, '/'))
        percents.push_back(numberFrom<int>("--split", part));
    const bool areShares =
        std::all_of(percents.begin(), percents.end(), [](int percent) { return percent >= 0 && percent <= 100; });
    if (percents.size() != 3 || !areShares || percents[0] + percents[1] + percents[2] != 100)
        throw Error("--split needs three percentages that add up to 100, such as 80/10/10, not \"{}\".", text);
    return percents;
}

}  // namespace

void TaskOptions::addTo(CLI::App* command) {
    const char* group = "How the task is read";
    auto add = [&](const char* option, auto& to, const char* type, const char* help) {
        return command->add_option(option, to, help)->type_name(type)->group(group);
    };
    add("--text-column", m_source.textColumn, "COLUMN", "Name or number (from 1) of the column with the text");
    add("--pair-column", m_source.pairColumn, "COLUMN", "The same for the second text of a pair");
    add("--label-column", m_source.labelColumn, "COLUMN", "The same for the label");
    add("--separator", m_source.separator, "CHAR",
        "What separates the columns: one character, or tab, comma, semicolon, pipe, space; default: guessed from all "
        "rows");
    add("--header", m_source.header, "yes|no",
        "yes or no: whether the first row names the columns; default: guessed from all rows");
    add("--quotes", m_source.quotes, "yes|no",
        "yes or no: whether double quotes around a field belong to the file's format, not to its text; default: "
        "guessed from all rows");
    add("--encoding", m_source.encoding, "NAME",
        "utf-8, windows-1252, utf-16, shift_jis, ...; default: UTF-8, else windows-1252");
    add("--train", m_source.trainFile, "FILE", "File with the training rows");
    add("--dev", m_source.devFile, "FILE", "File with the rows on which the best step is chosen");
    add("--test", m_source.testFile, "FILE", "File with the rows that are scored once, at the end");
    add("--split", m_split, "A/B/C", "Percentages for train/dev/test if the task has no split [80/10/10]");
    add("--metric", m_source.metric, "NAME",
        "The metric by which designs are compared: accuracy, f1, f1-macro or mcc; default: the task's own");
    add("--positive", m_source.positive, "LABEL",
        "With two labels, the one for which f1 is computed; default: the second, but with --metric f1 the usual one "
        "(1, yes, spam, "
        "...), else the rarer one");
    addWholeNumber(command, "--limit-train", m_source.limitTrain,
                   "Train on one fixed sample of N rows, the same for all seeds [all]", 1)
        ->group(group);
}

TaskSource TaskOptions::source(const std::string& task) const {
    TaskSource source = m_source;
    source.name = task;
    if (!m_split.empty())
        source.split = splitFrom(m_split);
    return source;
}

void HyperparameterOptions::addTo(CLI::App* command) {
    const char* group = "How a run is trained";
    auto add = [&](const char* option, const char* type, const char* help) {
        command
            ->add_option_function<std::string>(
                option, [this, option](const std::string& text) { m_texts[option] = text; }, help)
            ->type_name(type)
            ->group(group);
    };
    add("--learning-rate", "RATE",
        "auto: short pilots of each design choose among 5 rates on dev. Default: the design's own (lr=), else its "
        "method's");
    add("--pooling", "NAME", "What the head reads: pooler, cls or mean; default: the base's own");
    for (const Knob& knob : knobs)
        add(knob.option, knob.type, knob.help);
}

std::vector<Sweep> HyperparameterOptions::applyTo(const Sweep& sweep) const {
    std::vector<Sweep> sweeps = {sweep};
    auto expand = [&](const std::string& option, auto set) {
        const auto given = m_texts.find(option);
        if (given == m_texts.end())
            return;
        const std::vector<std::string> texts = alternatives(option, given->second);
        requireFewRuns(sweeps.size() * texts.size());  // each of the grids has at least one
        std::vector<Sweep> expanded;
        for (const Sweep& one : sweeps)
            for (const std::string& text : texts) {
                expanded.push_back(one);
                set(expanded.back(), text);
            }
        sweeps = std::move(expanded);
    };
    for (const Knob& knob : knobs)
        expand(knob.option,
               [&](Sweep& one, const std::string& text) { knob.set(one.hyperparameters, knob.option, text); });
    expand("--pooling", [](Sweep& one, const std::string& text) { one.pooling = toText(poolingFromText(text)); });
    if (const auto rates = m_texts.find("--learning-rate"); rates != m_texts.end())
        for (Sweep& one : sweeps)
            setRates(one, rates->first, rates->second);
    for (const Sweep& one : sweeps)
        requireValid(one.hyperparameters);
    return sweeps;
}

}  // namespace adapterscope::cli
