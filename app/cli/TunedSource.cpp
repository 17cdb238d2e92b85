// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/TunedSource.h"

#include <system_error>

#include "app/cli/Planning.h"
#include "app/cli/RunView.h"
#include "core/common/Error.h"

namespace adapterscope::cli {
namespace {

TunedSource savedAdapter(const std::string& folder, const std::string& base) {
    if (base.empty())
        throw Error(Sentence("{} is a folder, so --base is needed: the base for which its adapter was made.", folder),
                    ErrorKind::Usage);
    TunedSource source;
    source.base = anchored(base);
    source.folder = std::filesystem::absolute(folder);
    return source;
}

}  // namespace

TunedSource tunedSource(const std::string& place, const std::string& run, const std::string& base) {
    std::error_code unknown;
    const bool isFolder = std::filesystem::is_directory(place, unknown);
    if (isFolder && run.empty())
        return savedAdapter(place, base);
    if (isFolder)
        throw Error(
            Sentence("{} is a folder, which has no run {}: name the project's file, or leave the run out.", place, run),
            ErrorKind::Usage);
    if (run.empty())
        throw Error(Sentence("{} is not a folder with a saved adapter. To take a run of a project, name both: "
                             "PROJECT RUN.",
                             place),
                    std::filesystem::exists(place, unknown) ? ErrorKind::Usage : ErrorKind::Input);
    return tunedRun(*readExisting(place), run, base.empty() ? base : anchored(base));
}

}  // namespace adapterscope::cli
