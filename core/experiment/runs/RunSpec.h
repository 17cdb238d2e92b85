// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

#include "core/design/Design.h"
#include "core/task/Task.h"

namespace adapterscope {

/// For one run; far above any machine, yet few enough for OpenMP to start.
constexpr int mostThreads = 256;

/// A design's text leaves out what is at its default, a learning rate of 0 stands for the method's, and a
/// hyperparameter may be missing: what all of that means has a version. Whoever changes such a default raises this and
/// reads what states an earlier version, or none (1), as it was meant; DefaultsTest checks each of them.
constexpr int defaultsVersion = 1;

/// An adapter that AdapterHub or PEFT saved, from which training starts instead of from a fresh tuning.
struct AdapterStart {
    std::string folder;  ///< as typed; not part of the identity
    std::string hash;    ///< savedAdapterHash of the folder; empty = a fresh tuning

    explicit operator bool() const { return !hash.empty(); }
    bool operator==(const AdapterStart& other) const { return hash == other.hash; }
};

/// How a run is trained. The defaults are those of the BERT and adapter papers on small tasks (Devlin et al. 2019,
/// appendix A.3; Houlsby et al. 2019, section 3.1): batches of 32, three epochs, a linear schedule with warm-up.
struct Hyperparameters {
    int batch = 32;
    int epochs = 3;           ///< of the schedule; 0 with a start: the adapter is evaluated as it is
    int stopAfter = 0;        ///< epochs after which training ends, wherever the schedule is; 0 = at its end
    int evaluations = 1;      ///< evaluations per epoch
    int patience = 0;         ///< evaluations without a better dev metric after which training ends; 0 = never
    double warmup = 0.1;      ///< share of the steps with a rising rate, then linear to 0
    double learningRate = 0;  ///< 0 = the design's own or its method's default
    double weightDecay = 0.01;
    double clip = 1.0;                ///< global norm; 0 = off
    std::string optimizer = "adamw";  ///< adamw, or bert: the 2018 BERT code's
    double headDropout = 0.1;
    bool baseDropout = false;        ///< --dropout base: as in the base's config; off = 0
    int maxLength = 128;             ///< tokens, special ones included
    int threads = 1;                 ///< of one run
    std::string precision = "f32";   ///< f32, or bf16 for the frozen products
    int defaults = defaultsVersion;  ///< which version of the defaults the run's texts leave out
    AdapterStart start = {};
    bool operator==(const Hyperparameters&) const = default;
};

/// Everything that determines a run's result.
struct RunSpec {
    Design design;
    std::string base;  ///< as typed; not part of the identity
    std::string baseHash;
    TaskSource task;       ///< where it is read; not part of the identity
    std::string taskName;  ///< short
    std::string taskHash;
    Pooling pooling = Pooling::Mean;
    Hyperparameters hyperparameters;
    std::uint64_t seed = 0;      ///< initialisation
    std::uint64_t dataSeed = 0;  ///< order and dropout
};

/// The learning rate actually used: the hyperparameters' if set, else the design's own, else the method's default.
double effectiveLearningRate(const RunSpec& spec);
/// Content hash of everything that determines the result (but not paths and names): 16 hexadecimal digits, the run's
/// id.
std::string runId(const RunSpec& spec);
/// The same without the two seeds: runs that share it are repeats of one design under one setting.
std::string groupId(const RunSpec& spec);
/// The same without the learning rate: groups that share it are one setting at several rates.
std::string settingId(const RunSpec& spec);
nlohmann::json toJson(const Hyperparameters& hyperparameters);
/// Throws Error naming a field that is unknown or of the wrong type, or defaults of a later version.
Hyperparameters hyperparametersFromJson(const nlohmann::json& json);
/// Describes all that is wrong in one Error.
void requireValid(const Hyperparameters& hyperparameters);
nlohmann::json toJson(const RunSpec& spec);
RunSpec runSpecFromJson(const nlohmann::json& json);

}  // namespace adapterscope
