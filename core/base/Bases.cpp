// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Bases.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <system_error>

#include "core/base/Family.h"
#include "core/common/Error.h"
#include "core/common/FileKind.h"
#include "core/common/Folders.h"
#include "core/common/JsonValue.h"
#include "core/common/PythonJson.h"
#include "core/common/TextFile.h"

namespace adapterscope {

namespace {

namespace fs = std::filesystem;

bool isFolder(const fs::path& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

fs::path hubModelFolder(const std::string& id) {
    std::string folder = "models--" + id;
    if (const std::size_t slash = folder.find('/'); slash != std::string::npos)
        folder.replace(slash, 1, "--");
    return hubCacheFolder() / folder;
}

/// The snapshot that refs/main names, else the only one.
std::optional<fs::path> snapshotOf(const fs::path& model) {
    if (isFile(model / "refs" / "main")) {
        std::string revision = readWholeFile(model / "refs" / "main", 4096);
        revision.erase(
            std::remove_if(revision.begin(), revision.end(), [](unsigned char c) { return std::isspace(c); }),
            revision.end());
        if (!revision.empty() && isFolder(model / "snapshots" / revision))
            return model / "snapshots" / revision;
    }
    std::vector<fs::path> snapshots;
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(model / "snapshots", failed))
        snapshots.push_back(entry.path());
    return snapshots.size() == 1 ? std::optional(snapshots.front()) : std::nullopt;
}

bool isOfKnownFamily(const fs::path& folder) {
    if (!isFile(folder / "config.json"))
        return false;
    const auto config = tryPythonJson(readWholeFile(folder / "config.json"));
    const std::vector<std::string> known = familyNames();
    const auto* family = fieldIfAny(config, "model_type");
    return family && std::find(known.begin(), known.end(), *family) != known.end();
}

void addHubModels(const fs::path& hub, std::vector<BaseRef>& bases) {
    std::error_code failed;
    std::vector<BaseRef> found;
    for (const auto& entry : fs::directory_iterator(hub, failed)) {
        std::string id = entry.path().filename().string();
        if (!id.starts_with("models--"))
            continue;
        id.erase(0, 8);
        if (const std::size_t dashes = id.find("--"); dashes != std::string::npos)
            id.replace(dashes, 2, "/");
        try {
            if (const auto snapshot = snapshotOf(entry.path()); snapshot && isOfKnownFamily(*snapshot))
                found.push_back({id, *snapshot});
        } catch (const Error&) {
            continue;  // a model that cannot be read is not listed
        }
    }
    std::sort(found.begin(), found.end(), [](const BaseRef& a, const BaseRef& b) { return a.name < b.name; });
    bases.insert(bases.end(), found.begin(), found.end());
}

fs::path minilmFolder() {
    return cacheFolder() / "bases" / minilmBaseName;
}

}  // namespace

fs::path hubCacheFolder() {
    for (const char* variable : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (fs::path given = pathFromEnvironment(variable); !given.empty())
            return given;
    if (const fs::path home = pathFromEnvironment("HF_HOME"); !home.empty())
        return home / "hub";
    return cacheFolder().parent_path() / "huggingface" / "hub";
}

bool looksLikeHubId(const std::string& name) {
    const auto isAllowed = [](unsigned char c) {
        return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
    };
    return !name.empty() && std::count(name.begin(), name.end(), '/') <= 1 &&
           std::all_of(name.begin(), name.end(), isAllowed) && std::isalnum(static_cast<unsigned char>(name.front())) &&
           name.back() != '/';
}

bool isOwnBaseName(const std::string& name) {
    return name == builtinBaseName || name == minilmBaseName;
}

BaseRef resolveBase(const std::string& name) {
    if (name.empty())
        throw Error("No base is named; name builtin, minilm, a model folder or a hub id (org/name).", ErrorKind::Usage);
    if (name == builtinBaseName) {
        const fs::path folder = resourcesFolder() / "base";
        if (!isFile(folder / "config.json"))
            throw Error(Sentence("The built-in base is not at {}; install the program again, or name another base.",
                                 folder.string()),
                        ErrorKind::Machine);
        return {name, folder};
    }
    if (name == minilmBaseName) {
        if (!isFile(minilmFolder() / "config.json"))
            throw Error(
                "The base minilm is not on this machine yet (looked in {}); fetch it with: "
                "adapterscope-cli bases get minilm",
                minilmFolder().string());
        return {name, minilmFolder()};
    }
    if (isFolder(name))
        return {name, fs::absolute(name).lexically_normal()};
    if (isFile(name))
        throw Error("The base {} is a file; name the model folder that holds config.json.", name);
    if (const std::string kind = otherKindOf(fs::path(name)); !kind.empty())
        throw Error("The base {} is {}; name the model folder that holds config.json.", name, kind);
    if (!looksLikeHubId(name))
        throw Error("There is no base folder {}.", name);
    if (const auto snapshot = snapshotOf(hubModelFolder(name)))
        return {name, *snapshot};
    throw Error(
        "There is no base \"{}\": it is neither builtin nor minilm, nor a folder here, nor a model in the local "
        "hub cache (looked for {}). Downloading is not offered yet; fetch it with \"huggingface-cli "
        "download {}\", or name a model folder.",
        name, hubModelFolder(name).string(), name);
}

std::vector<BaseRef> availableBases() {
    std::vector<BaseRef> bases;
    for (const char* name : {builtinBaseName, minilmBaseName})
        try {
            bases.push_back(resolveBase(name));
        } catch (const Error&) {
            continue;  // not listed
        }
    try {
        addHubModels(hubCacheFolder(), bases);
    } catch (const Error&) {
        // This user has no cache, so no models in it.
    }
    return bases;
}

}  // namespace adapterscope
