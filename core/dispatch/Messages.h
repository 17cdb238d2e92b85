// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/PretrainingOptions.h"
#include "core/dispatch/JsonRpc.h"
#include "core/experiment/runs/FusedRun.h"
#include "core/experiment/runs/ProbeResult.h"
#include "core/experiment/runs/RunResult.h"
#include "core/experiment/runs/RunSpec.h"

/// What the protocol's messages hold, each with its only JSON mapping, which client and engine share. The types of a
/// call's parameters end in Request, of its result in Answer, of messages without an answer in Notice. Each reader
/// throws Error (kind Machine) that names the message and the field at fault.
namespace adapterscope {

/// A call's parameters by their reader; its Error is the caller's fault (RpcCode::InvalidParams).
template <class Read>
auto paramsAs(Read read, const nlohmann::json& params) {
    try {
        return read(params);
    } catch (const Error& error) {
        throw RpcFault(RpcCode::InvalidParams, error.sentence(), {}, error.kind());
    }
}

/// Both sides must send the same number in `hello`.
constexpr int protocolVersion = 1;

/// First call. The engine refuses another protocol number.
struct HelloRequest {
    static constexpr const char* method = "hello";
    int protocol = protocolVersion;
};
struct HelloAnswer {
    int protocol = protocolVersion;
    std::string version;                             ///< the engine's own
    int workers = 1;                                 ///< runs it trains at once
    std::map<std::string, std::string> environment;  ///< cpu, libtorch, onednn, blas, …
};
nlohmann::json toJson(const HelloRequest& request);
nlohmann::json toJson(const HelloAnswer& answer);
HelloRequest helloRequestFromJson(const nlohmann::json& json);
HelloAnswer helloAnswerFromJson(const nlohmann::json& json);
/// Throws Error (kind Machine) stating both numbers if they differ; `who` is the other side.
void requireSameProtocol(int theirs, const std::string& who);

struct TrainRequest {
    static constexpr const char* method = "train";
    std::string run;  ///< id
    RunSpec spec;
    static constexpr const char* tuningName = "tuning.safetensors";
    /// Where the best-on-dev tuning goes, under tuningName; empty = not kept.
    std::optional<std::filesystem::path> folder;
    std::vector<FusedRun> fused = {};  ///< those that the spec's design names
};
/// A run that was cancelled, diverged or failed is answered like a finished one, with that status.
struct TrainAnswer {
    RunResult result;
    std::optional<std::filesystem::path> tuning;
};
nlohmann::json toJson(const TrainRequest& request);
nlohmann::json toJson(const TrainAnswer& answer);
TrainRequest trainRequestFromJson(const nlohmann::json& json);
TrainAnswer trainAnswerFromJson(const nlohmann::json& json);

/// What `probe` measures; the answer is a list of ProbeResult, sigmas in the order given, seeds 0 to N-1 within each.
struct ProbeRequest {
    static constexpr const char* method = "probe";
    std::string design;  ///< text; must change something below the head
    std::string base;
    TaskSource task;
    std::vector<double> sigmas;  ///< empty = the design's own; needs bottleneck adapters
    int seeds = 1;
    std::optional<Pooling> pooling;  ///< empty = the base's own
    int maxLength = Hyperparameters().maxLength;
    int threads = 2;  ///< the numbers do not depend on it
    bool operator==(const ProbeRequest&) const = default;
};
/// Describes all that is wrong in one Error.
void requireValid(const ProbeRequest& request);
nlohmann::json toJson(const ProbeRequest& request);
ProbeRequest probeRequestFromJson(const nlohmann::json& json);
nlohmann::json probeAnswerToJson(const std::vector<ProbeResult>& results);
std::vector<ProbeResult> probeAnswerFromJson(const nlohmann::json& json);

/// Texts to encode as one batch; `encode` answers with the number of rows.
struct EncodeRequest {
    static constexpr const char* method = "encode";
    struct Line {
        std::string text;
        std::optional<std::string> pair;
        int maxLength = 0;  ///< 0 = no limit
    };
    std::string base;
    std::vector<Line> lines;
    std::filesystem::path out;                          ///< the safetensors file to write
    std::optional<std::filesystem::path> adapter = {};  ///< a folder that AdapterHub or PEFT saved
};
nlohmann::json toJson(const EncodeRequest& request);
EncodeRequest encodeRequestFromJson(const nlohmann::json& json);
nlohmann::json encodedRowsToJson(std::int64_t rows);
std::int64_t encodedRowsFromJson(const nlohmann::json& answer);

/// The tuning that a run keeps, which a client has taken out of its project.
struct KeptTuning {
    RunSpec spec;
    std::filesystem::path file;
    std::vector<std::string> labels;  ///< of the run's task, in the order of the head's classes; empty if not known
};

/// Describes an adapter that AdapterHub or PEFT saved, or a run's tuning, and with a task how well it does there.
struct AdapterRequest {
    static constexpr const char* method = "adapter";
    std::string base;
    std::filesystem::path folder;  ///< empty if there is a tuning
    std::optional<KeptTuning> kept = {};
    std::optional<TaskSource> task = {};
    int maxLength = Hyperparameters().maxLength;
    std::vector<int> drops = {};  ///< evaluate without the tuning's part in this many of the lowest layers; empty = all
};
struct AdapterAnswer {
    std::string library;  ///< AdapterHub or PEFT; AdapterScope for a run's tuning
    std::string design;   ///< text
    HeadFacts head;
    std::int64_t untrained = 0;  ///< parameters that the design trains and the adapter leaves as in the base
    std::vector<std::string> notes;
    std::map<std::string, double> metrics;  ///< dev_accuracy, … with all of it; empty without a task, or with drops
    struct Dropped {
        int layers = 0;               ///< the lowest ones
        std::int64_t parameters = 0;  ///< that are left out with them
        std::map<std::string, double> metrics;
    };
    std::vector<Dropped> dropped;  ///< for each of the request's drops
};
nlohmann::json toJson(const AdapterRequest& request);
nlohmann::json toJson(const AdapterAnswer& answer);
AdapterRequest adapterRequestFromJson(const nlohmann::json& json);
AdapterAnswer adapterAnswerFromJson(const nlohmann::json& json);

/// Writes the base with a tuning merged into its matrices: FOLDER/model.safetensors, which must not be the base's own.
struct MergeRequest {
    static constexpr const char* method = "merge";
    static constexpr const char* weightsName = "model.safetensors";
    std::string base;
    std::filesystem::path folder;  ///< that AdapterHub or PEFT saved; empty if there is a tuning
    std::optional<KeptTuning> kept = {};
    std::filesystem::path out;  ///< the folder to write into
};
struct MergeAnswer {
    std::string architecture;  ///< transformers' class that the weights are named for
    HeadFacts head;
    bool headApart = false;           ///< the class computes another kind of head, so it is apart (HeadApart.h)
    std::vector<std::string> labels;  ///< the classes' names; empty if they have none
    std::vector<std::string> notes;
};
nlohmann::json toJson(const MergeRequest& request);
nlohmann::json toJson(const MergeAnswer& answer);
MergeRequest mergeRequestFromJson(const nlohmann::json& json);
MergeAnswer mergeAnswerFromJson(const nlohmann::json& json);

/// Writes a tuning as AdapterHub or PEFT saves an adapter: weights, configuration and head.
struct ExportRequest {
    static constexpr const char* method = "export";
    std::string base;
    std::filesystem::path folder;  ///< that AdapterHub or PEFT saved; empty if there is a tuning
    std::optional<KeptTuning> kept = {};
    std::string library;        ///< adapterhub or peft
    std::filesystem::path out;  ///< the folder to write into, which exists
};
struct ExportAnswer {
    std::vector<std::string> files;   ///< the names of what was written
    std::vector<std::string> labels;  ///< the classes' names; empty if they have none
    std::vector<std::string> notes;
};
nlohmann::json toJson(const ExportRequest& request);
nlohmann::json toJson(const ExportAnswer& answer);
ExportRequest exportRequestFromJson(const nlohmann::json& json);
ExportAnswer exportAnswerFromJson(const nlohmann::json& json);

/// Makes a small base.
struct PretrainRequest {
    static constexpr const char* method = "pretrain";
    PretrainingOptions options;
};
nlohmann::json toJson(const PretrainRequest& request);
PretrainRequest pretrainRequestFromJson(const nlohmann::json& json);

/// Measures this machine; has no parameters.
struct BenchmarkRequest {
    static constexpr const char* method = "benchmark";
};
/// Ratios within one call tell more than times, which depend on what else the machine does.
struct BenchmarkAnswer {
    struct OfBase {
        std::string base;
        double productGflops = 0;                            ///< of only the frozen product
        double trainingGflops = 0, shareOfProductRate = 0;   ///< of training adapters, and as a share of that
        double millisecondsPerStep = 0;                      ///< of one run by itself
        double stepsPerSecond = 0, stepsPerSecondOfTwo = 0;  ///< of one run, and of two at once together
        double twoWorkersSpeedup = 0;
        double secondRunMegabytes = 0;  ///< what the second of two takes, to be compared with the sum of the next two
        double activationMegabytes = 0, fiveTimesTrainedMegabytes = 0;
    };
    /// What the distance from the identity costs.
    struct Identity {
        double oneSigmaMilliseconds = 0, tenSigmasSeconds = 0;
        double shareOfTraining = 0, shareOfLoraTraining = 0;  ///< of a run that measures it at every evaluation
    };
    std::vector<OfBase> bases;
    Identity identity;
    std::map<std::string, std::string> environment;  ///< as HelloAnswer has it
};
nlohmann::json toJson(const BenchmarkAnswer& answer);
BenchmarkAnswer benchmarkAnswerFromJson(const nlohmann::json& json);

/// The state of a pre-training; its request's answer is one of these too.
struct PretrainingNotice {
    static constexpr const char* method = "pretraining";
    std::int64_t step = 0, steps = 0, tokens = 0;
    double loss = 0;  ///< the sum of the losses
    double seconds = 0;
    std::map<std::string, double> losses;  ///< by name
};
nlohmann::json toJson(const PretrainingNotice& notice);
PretrainingNotice pretrainingNoticeFromJson(const nlohmann::json& json);

/// From the client: ends a run by its id, or any call by the id of its request. One of the two is set.
struct CancelNotice {
    static constexpr const char* method = "cancel";
    std::optional<std::string> run;
    std::optional<RpcId> call;
};
nlohmann::json toJson(const CancelNotice& notice);
CancelNotice cancelNoticeFromJson(const nlohmann::json& json);

/// How far a running run has come.
struct RunProgress {
    std::int64_t step = 0, steps = 0;
    double trainLoss = 0;  ///< not a number if the loss is not finite
    double secondsLeft = 0;

    /// Of the steps, 0 to 1; 0 as long as their number is unknown.
    double share() const { return steps > 0 ? static_cast<double>(step) / static_cast<double>(steps) : 0; }
};
struct ProgressNotice {
    static constexpr const char* method = "progress";
    std::string run;
    RunProgress progress;
};
nlohmann::json toJson(const ProgressNotice& notice);
ProgressNotice progressNoticeFromJson(const nlohmann::json& json);

/// One evaluation of a running run.
struct PointNotice {
    static constexpr const char* method = "point";
    std::string run;
    CurvePoint point;
};
nlohmann::json toJson(const PointNotice& notice);
PointNotice pointNoticeFromJson(const nlohmann::json& json);

/// A sentence for the person.
struct LogNotice {
    static constexpr const char* method = "log";
    Sentence message;
};
nlohmann::json toJson(const LogNotice& notice);
LogNotice logNoticeFromJson(const nlohmann::json& json);

}  // namespace adapterscope
