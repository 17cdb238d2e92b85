// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pretraining/Pretraining.h"

#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "core/base/BaseFolder.h"
#include "core/base/BaseTokens.h"
#include "core/base/tokenizers/LoadTokenizer.h"
#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/OutputFile.h"
#include "core/common/TextFile.h"
#include "core/model/Optimizer.h"
#include "core/pretraining/Corpus.h"
#include "core/pretraining/Objective.h"

namespace adapterscope {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr int pairEvery = 8;      // every 8th sequence is a pair, so the second segment's embedding is trained too
constexpr std::size_t ahead = 4;  // largest number of prepared steps waiting
constexpr int reportSteps = 20;

struct Prepared {
    Batch batch;
    std::vector<at::Tensor> targets;
};

/// Prepares steps in order in a thread of its own.
class Preparation {
public:
    Preparation(const PretrainingOptions& options, const Corpus& corpus, const Tokenizer& tokenizer,
                const Objective& objective, const at::Device& device, std::int64_t first)
        : m_thread([&, device, first](const std::stop_token& stop) {
              at::set_num_threads(1);  // the calling thread trains in parallel
              try {
                  for (std::int64_t step = first; step < options.steps && !stop.stop_requested(); ++step)
                      put(prepare(options, corpus, tokenizer, objective, device, step), stop);
              } catch (...) {
                  const std::lock_guard lock(m_mutex);
                  m_failure = std::current_exception();
                  m_changed.notify_all();
              }
          }) {}

    Prepared take() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return !m_queue.empty() || m_failure; });
        if (m_queue.empty())
            std::rethrow_exception(m_failure);
        auto next = std::move(m_queue.front());
        m_queue.pop_front();
        m_changed.notify_all();
        return next;
    }

private:
    static Prepared prepare(const PretrainingOptions& options, const Corpus& corpus, const Tokenizer& tokenizer,
                            const Objective& objective, const at::Device& device, std::int64_t step) {
        std::vector<Encoding> rows;
        for (int row = 0; row < options.rows; ++row) {
            const auto index =
                static_cast<std::size_t>(step) * static_cast<std::size_t>(options.rows) + static_cast<std::size_t>(row);
            rows.push_back(row % pairEvery == 0 ? corpus.pair(index, tokenizer, options.maxLength)
                                                : corpus.sequence(index, tokenizer, options.maxLength));
        }
        Prepared prepared{makeBatch(rows, device), {}};
        prepared.targets = objective.prepare(prepared.batch, step);
        return prepared;
    }

    void put(Prepared prepared, const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, stop, [&] { return m_queue.size() < ahead; });
        m_queue.push_back(std::move(prepared));
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Prepared> m_queue;
    std::exception_ptr m_failure;
    std::jthread m_thread;  // last: starts when everything else exists
};

BaseConfig studentConfig(const PretrainingOptions& options, int vocabulary) {
    BaseConfig config;
    config.hidden = options.hidden;
    config.layers = options.layers;
    config.heads = options.heads;
    config.intermediate = options.intermediate;
    config.positions = options.positions;
    config.vocabulary = vocabulary;
    config.hasPooler = false;
    config.defaultPooling = Pooling::Mean;
    return config;
}

constexpr std::array tokenizerFiles = {"vocab.txt", "tokenizer.json", "tokenizer_config.json",
                                       "special_tokens_map.json", "added_tokens.json"};

void writeJson(const fs::path& file, const json& content) {
    writeOutputFile(file, content.dump(2) + '\n');
}

/// Throws Error if something else has the name of the folder: reading the corpus and the teacher takes long, too.
void requireFolderPlace(const fs::path& folder) {
    std::error_code unknown;
    const fs::file_status status = fs::status(folder, unknown);
    const std::string kind = fs::is_regular_file(status) ? "a file" : otherKindOf(folder);
    if (!kind.empty() && !fs::is_directory(status))
        throw Error("The new base cannot be written to {}: it is {}, not a folder. Choose another name.",
                    folder.string(), kind);
}

/// Training takes hours, so anything else in a file's place is reported first.
void requireOutputFiles(const fs::path& folder) {
    fs::create_directories(folder / "1_Pooling");
    for (const char* name : {"config.json", "1_Pooling/config.json", "model.safetensors", "checkpoint.safetensors"})
        requireOutputFile(folder / name);
    for (const char* name : tokenizerFiles)
        requireOutputFile(folder / name);
}

/// The Hugging Face layout; mean pooling as sentence-transformers writes it.
void writeBase(const fs::path& folder, const BaseConfig& config, const Tuning& student, const fs::path& vocabulary) {
    writeJson(folder / "config.json", toJson(config));
    writeJson(folder / "1_Pooling" / "config.json", {{"word_embedding_dimension", config.hidden},
                                                     {"pooling_mode_mean_tokens", true},
                                                     {"pooling_mode_cls_token", false}});
    for (const auto* name : tokenizerFiles)
        if (fs::exists(vocabulary / name))
            writeOutputFile(folder / name, readWholeFile(vocabulary / name));
    NamedTensors half;
    for (const auto& [name, tensor] : student.state())
        half[name] = tensor.to(at::kHalf);
    writeSafeTensors(folder / "model.safetensors", half, {{"format", "pt"}});
}

/// Type and device of a student, and of the bases from which it is made.
at::TensorOptions studentOptions() {
    return at::TensorOptions(at::kFloat).device(at::kCPU);
}

NamedTensors startTensors(const PretrainingOptions& options, const BaseConfig& config, const Objective& objective) {
    if (!options.start.empty())
        return Base::load(options.start, studentOptions())->tensors();
    const auto* distillation = dynamic_cast<const Distillation*>(&objective);
    return distillation ? distillation->start() : randomEncoder(config, options.seed, studentOptions());
}

/// The state of a pre-training on disk.
class Checkpoint {
public:
    explicit Checkpoint(const fs::path& folder) : m_file(folder / "checkpoint.safetensors") {}

    void save(const std::vector<Tuning::Parameter>& parameters, const Optimizer& optimizer,
              const PretrainingProgress& progress) const {
        auto tensors = optimizer.state();
        for (const auto& parameter : parameters)
            tensors["value." + parameter.name] = parameter.tensor.detach();
        writeSafeTensors(m_file, tensors,
                         {{"step", std::to_string(progress.step)},
                          {"tokens", std::to_string(progress.tokens)},
                          {"seconds", std::to_string(progress.seconds)}});
    }

    void load(std::vector<Tuning::Parameter>& parameters, Optimizer& optimizer, PretrainingProgress& progress) const {
        const auto checkpoint = readSafeTensors(m_file);
        const auto& tensors = checkpoint.tensors;
        const auto& metadata = checkpoint.metadata;
        for (const auto& parameter : parameters) {
            const auto found = tensors.find("value." + parameter.name);
            if (found == tensors.end() || found->second.sizes() != parameter.tensor.sizes())
                throw Error(
                    "{} was written with other options: its tensor {} is {}. Resume with those it "
                    "was started with, or start again in another folder.",
                    m_file.string(), parameter.name, found == tensors.end() ? "missing" : "of another shape");
        }
        optimizer.load(tensors);
        const at::NoGradGuard guard;
        for (auto& parameter : parameters)
            parameter.tensor.copy_(tensors.at("value." + parameter.name));
        progress.step = std::stoll(metadata.at("step"));
        progress.tokens = std::stoll(metadata.at("tokens"));
        progress.seconds = std::stod(metadata.at("seconds"));
    }

private:
    fs::path m_file;
};

/// Means of the loss's parts between two reports.
class Means {
public:
    void add(const std::vector<double>& parts) {
        m_sums.resize(parts.size());
        for (std::size_t i = 0; i < parts.size(); ++i)
            m_sums[i] += parts[i];
        ++m_count;
    }
    std::map<std::string, double> take(const std::vector<std::string>& names) {
        std::map<std::string, double> means;
        for (std::size_t i = 0; i < m_sums.size(); ++i)
            means[names[i]] = m_sums[i] / m_count;
        *this = Means();
        return means;
    }

private:
    std::vector<double> m_sums;
    int m_count = 0;
};

/// Learning from the teacher, whose vocabulary the student's config takes over, or only from the texts.
std::unique_ptr<Objective> objectiveOf(const PretrainingOptions& options, const Tokenizer& tokenizer,
                                       BaseConfig& student) {
    if (options.teacher.empty())
        return std::make_unique<MaskedLanguageModel>(student, tokenizer, options.seed, studentOptions());
    auto teacher = Base::load(options.teacher, studentOptions());
    requirePositions(options.maxLength, teacher->config(), "teacher " + options.teacher.string());
    student.vocabulary = teacher->config().vocabulary;
    return std::make_unique<Distillation>(std::move(teacher), student, precisionFromText(options.precision),
                                          options.seed);
}

}  // namespace

PretrainingProgress pretrain(const PretrainingOptions& options, std::stop_token stop,
                             const std::function<void(const PretrainingProgress&)>& report) {
    requireValid(options);
    requireFolderPlace(options.out);
    const fs::path vocabulary =
        options.teacher.empty() ? (options.start.empty() ? options.vocabulary : options.start) : options.teacher;
    const auto tokenizer = loadTokenizer(vocabulary);
    const Corpus corpus(options.corpus, options.seed, stop);
    auto config = studentConfig(options, tokenizer->vocabularySize());
    const auto objective = objectiveOf(options, *tokenizer, config);
    requireFittingTokens(*tokenizer, config, vocabulary.string());
    const Base base(config, startTensors(options, config, *objective), "the student");
    const Tuning student(base);
    auto parameters = student.parameters();
    for (const auto& extra : objective->parameters())
        parameters.push_back(extra);
    Optimizer optimizer(parameters, OptimizerKind::AdamW, options.weightDecay);

    requireOutputFiles(options.out);
    const Checkpoint checkpoint(options.out);
    PretrainingProgress progress{.steps = options.steps};
    if (options.resume)
        checkpoint.load(parameters, optimizer, progress);
    const auto began = std::chrono::steady_clock::now();
    const double before = progress.seconds;
    const auto save = [&] {
        checkpoint.save(parameters, optimizer, progress);
        writeBase(options.out, config, student, vocabulary);
    };
    Preparation preparation(options, corpus, *tokenizer, *objective, base.device(), progress.step);
    const auto warmupSteps = static_cast<std::int64_t>(options.warmup * static_cast<double>(options.steps));
    Means means;
    std::vector<double> parts;
    while (progress.step < options.steps) {
        if (stop.stop_requested()) {
            save();
            throw Error(Sentence("Pre-training was stopped at step {}; {} continues from there.", progress.step,
                                 Setting::Resume),
                        ErrorKind::Cancelled);
        }
        const auto prepared = preparation.take();
        optimizer.clearGradients();
        const auto loss =
            objective->loss({.base = base, .tuning = &student, .batch = prepared.batch}, prepared.targets, parts);
        loss.backward();
        optimizer.clipGradients(1.0);
        optimizer.step(scheduledRate(options.learningRate, progress.step, options.steps, warmupSteps));
        ++progress.step;
        progress.tokens += prepared.batch.layout.tokens();
        progress.seconds = before + std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
        means.add(parts);
        if (progress.step % reportSteps == 0 || progress.step == options.steps) {
            progress.losses = means.take(objective->partNames());
            report(progress);
        }
        if (progress.step % options.checkpointSteps == 0)
            save();
    }
    save();
    return progress;
}

}  // namespace adapterscope
