// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/EngineFault.h"

#include <c10/util/Exception.h>
#include <dnnl.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>

#include "core/common/Excerpt.h"
#include "core/common/Fault.h"
#include "core/common/JsonValue.h"
#include "core/dispatch/Messages.h"

namespace adapterscope {
namespace {

using nlohmann::json;

/// A text field for use in a message: shortened, and a question mark if it is not a text.
std::string shown(const json& object, const char* key) {
    const json* field = fieldIfAny(object, key);
    return field && field->is_string() ? excerpt(field->get<std::string>()) : "?";
}

std::string taskOf(const json& object, const char* key) {
    const json* task = fieldIfAny(object, key);
    return task ? shown(*task, "name") : "?";
}

/// The folder of an adapter, or the design of a run whose tuning it is.
std::string tuningOf(const json& params) {
    const json* kept = fieldIfAny(params, "kept");
    const json* spec = kept ? fieldIfAny(*kept, "spec") : nullptr;
    return spec ? shown(*spec, "design") : shown(params, "folder");
}

/// CPUs have no exception type of their own for this in LibTorch 1.13.
bool isOutOfMemory(const c10::Error& error) {
    constexpr std::array marks = {"DefaultCPUAllocator", "not enough memory", "Storage size calculation overflowed"};
    const std::string& text = error.msg();
    return std::any_of(marks.begin(), marks.end(),
                       [&](const char* mark) { return text.find(mark) != std::string::npos; });
}

}  // namespace

std::string activityOf(const std::string& method, const json& params) {
    if (method == TrainRequest::method) {
        const json none = json::object();
        const json& spec = params.is_object() && params.contains("spec") ? params["spec"] : none;
        const auto name = shown(spec, "task_name");
        return fmt::format("Training {} over {} on {} (run {})", shown(spec, "design"), shown(spec, "base"),
                           name == "?" ? taskOf(spec, "task") : name, shown(params, "run"));
    }
    if (method == ProbeRequest::method)
        return fmt::format("Probing {} over {} on {}", shown(params, "design"), shown(params, "base"),
                           taskOf(params, "task"));
    if (method == EncodeRequest::method)
        return fmt::format("Encoding texts with the base {}", shown(params, "base"));
    if (method == AdapterRequest::method)
        return fmt::format("Reading the adapter {}", tuningOf(params));
    if (method == MergeRequest::method)
        return fmt::format("Merging {} into the base {}", tuningOf(params), shown(params, "base"));
    if (method == ExportRequest::method)
        return fmt::format("Exporting {} for the base {}", tuningOf(params), shown(params, "base"));
    if (method == PretrainRequest::method)
        return fmt::format("Pre-training the base {}", shown(params, "out"));
    return method == BenchmarkRequest::method ? "The benchmark" : "A call to the engine";
}

Error currentEngineFault(const std::string& activity, ErrorKind unexpected) {
    try {
        throw;
    } catch (const c10::Error& error) {
        return isOutOfMemory(error)
                   ? memoryFault(activity, error.what())
                   : unexpectedFault(activity, "inside the library LibTorch", error.what(), unexpected);
    } catch (const dnnl::error& error) {
        const auto text = fmt::format("oneDNN, status {}: {}", static_cast<int>(error.status), error.what());
        return error.status == dnnl_out_of_memory
                   ? memoryFault(activity, text)
                   : unexpectedFault(activity, "inside the library oneDNN", text, unexpected);
    } catch (...) {
        return currentFault(activity, unexpected);
    }
}

void logUncaughtExceptions() {
    std::set_terminate([] {
        try {
            if (std::current_exception())
                std::rethrow_exception(std::current_exception());
        } catch (...) {
            const std::string line = currentEngineFault("The engine").what() + std::string("\n");
            [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, line.data(), line.size());
        }
        std::abort();
    });
}

}  // namespace adapterscope
