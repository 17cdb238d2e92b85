// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/NamedPlaces.h"

#include <nlohmann/json.hpp>

#include <set>

#include "core/common/JsonReader.h"
#include "core/experiment/plan/SourcePlaces.h"
#include "core/experiment/plan/StartedSweeps.h"
#include "core/experiment/plan/Sweep.h"
#include "ui/session/Choice.h"

namespace adapterscope {

namespace {

/// Bases and tasks in the order in which they occur; each is examined once, however many runs name it.
class Places {
public:
    void addBase(const std::string& name) {
        if (m_bases.insert(name).second)
            add(placesOfBase(name));
    }
    void addTask(const TaskSource& source) {
        if (m_tasks.insert(toJson(source).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)).second)
            add(placesOfTask(source));
    }
    void add(const std::vector<std::string>& places) {
        for (const std::string& place : places)
            if (m_known.insert(place).second)
                m_places.push_back(place);
    }
    std::vector<std::string> take() { return std::move(m_places); }

private:
    std::set<std::string> m_bases, m_tasks, m_known;
    std::vector<std::string> m_places;
};

/// Runs that cannot be read cannot be trained either.
void addRuns(const Project& project, Places& places) {
    try {
        for (const RunRecord& run : project.runs()) {
            places.addBase(run.spec.base);
            places.add(placesOfStart(run.spec.hyperparameters.start));
            places.addTask(run.spec.task);
        }
    } catch (const std::exception&) {
        return;  // whoever shows the runs reports it
    }
}

/// A value that is damaged names nothing: no page shows what it holds.
template <typename Read>
void readKept(const Project& project, const char* key, Read read) {
    try {
        if (const std::string kept = project.value(key); !kept.empty())
            read(kept);
    } catch (const std::exception&) {
        return;
    }
}

}  // namespace

std::vector<std::string> placesNamedBy(const Project& project) {
    Places places;
    readKept(project, choiceKey, [&](const std::string& kept) {
        const Choice choice = choiceFromJsonText(kept);
        places.addBase(choice.base);
        places.addTask(choice.task);
    });
    readKept(project, draftKey,
             [&](const std::string& kept) { places.add(placesOf(sweepFromJson(parseJson(kept).at("sweep")))); });
    readKept(project, startedKey, [&](const std::string&) {
        for (const Sweep& sweep : startedSweeps(project))
            places.add(placesOf(sweep));
    });
    readKept(project, lastPlannedKey, [&](const std::string&) {
        if (const auto sweep = lastPlanned(project))
            places.add(placesOf(*sweep));
    });
    addRuns(project, places);
    return places.take();
}

std::vector<std::string> placesNamedByRuns(const Project& project) {
    Places places;
    addRuns(project, places);
    return places.take();
}

}  // namespace adapterscope
