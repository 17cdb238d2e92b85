// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/export/TunedExport.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/exchange/ExportFolder.h"
#include "core/exchange/HeadApart.h"
#include "core/exchange/ModelFolder.h"
#include "core/exchange/SavedAdapterFolder.h"

namespace adapterscope {
namespace {

/// The engine's answer to a request for files in a folder, which is removed again if it was made for nothing.
template <typename Request>
nlohmann::json answerInto(const ExportFolder& folder, Request request, const AskEngine& ask) {
    request.out = std::filesystem::absolute(folder.path());
    try {
        return ask(Request::method, toJson(request));
    } catch (const Error&) {
        folder.removeIfEmpty();
        throw;
    }
}

std::string labelsAreUnknown(const TunedSource& source) {
    return "The classes have no names, so they are LABEL_0, LABEL_1 and so on." +
           (source.taskFault.empty() ? "" : " " + source.taskFault);
}

std::vector<std::string> exportAdapter(const TunedSource& source, const std::string& library,
                                       const std::filesystem::path& out, bool overwrite, const AskEngine& ask) {
    const ExportFolder folder(out, resolveBase(source.base).folder, savedAdapterNames(), overwrite);
    auto request = source.request<ExportRequest>();
    request.library = library;
    const ExportAnswer answer = exportAnswerFromJson(answerInto(folder, request, ask));
    folder.removeOthers(answer.files);
    std::vector<std::string> notes = answer.notes;
    if (source.kept && answer.labels.empty() &&
        std::count(answer.files.begin(), answer.files.end(), headConfigName) > 0)
        notes.push_back(labelsAreUnknown(source));
    return notes;
}

std::vector<std::string> exportMerged(const TunedSource& source, const std::filesystem::path& out, bool overwrite,
                                      const AskEngine& ask) {
    const ModelFolder folder(out, resolveBase(source.base).folder, overwrite);
    const MergeAnswer answer = mergeAnswerFromJson(answerInto(folder.folder(), source.request<MergeRequest>(), ask));
    std::vector<std::string> written{"config.json", MergeRequest::weightsName};
    if (answer.headApart)
        written.emplace_back(headApartName);
    folder.complete(answer.architecture, answer.headApart ? 0 : answer.head.classes, answer.labels, written);
    std::vector<std::string> notes = answer.notes;
    if (answer.headApart)
        notes.push_back(headApartNote(MergeRequest::weightsName, answer.head.pooling));
    else if (answer.head.classes > 0 && answer.labels.empty())
        notes.push_back(labelsAreUnknown(source));
    return notes;
}

}  // namespace

bool isOfLibrary(const std::string& format) {
    return format == "adapterhub" || format == "peft";
}

std::vector<std::string> filesReplaced(const std::string& format, const std::filesystem::path& folder) {
    return filesThere(folder, isOfLibrary(format) ? savedAdapterNames() : modelFileNames(folder));
}

std::vector<std::string> exportTuned(const TunedSource& source, const std::string& format,
                                     const std::filesystem::path& folder, bool overwrite, const AskEngine& ask) {
    return isOfLibrary(format) ? exportAdapter(source, format, folder, overwrite, ask)
                               : exportMerged(source, folder, overwrite, ask);
}

}  // namespace adapterscope
