// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace adapterscope {

/// The places of bases and tasks (SourcePlaces.h) that this user has named or agreed to read. A project may
/// come from anybody: other places that it names are not read until the user agrees. The list is a private file in the
/// user's data folder that holds the newest of them. If it is damaged or cannot be read, it is empty; if it cannot be
/// written, it lasts only as long as this object. Safe to use from several threads and processes.
class KnownSources {
public:
    /// The list that all of this process shares.
    static KnownSources& ofUser();

    /// Those of the places that are missing from the list, each once.
    std::vector<std::string> unknown(const std::vector<std::string>& places);
    void add(const std::vector<std::string>& places);

private:
    std::mutex m_mutex;
    std::set<std::string> m_places;
};

}  // namespace adapterscope
