// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/Project.h"

#include <SQLiteCpp/Transaction.h>

#include <cassert>
#include <functional>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "core/experiment/project/CurveStore.h"
#include "core/experiment/project/FileSystem.h"
#include "core/experiment/project/MarkStore.h"
#include "core/experiment/project/OpenProject.h"
#include "core/experiment/project/OpenRuns.h"
#include "core/experiment/project/RunRows.h"
#include "core/experiment/project/RunScan.h"
#include "core/experiment/project/TuningStore.h"
#include "core/experiment/project/UntitledProjects.h"
#include "core/experiment/runs/PlannedRun.h"

namespace adapterscope {

struct Project::Private : OpenRuns {
    bool isForPicture = false;
};

Project::Project(std::unique_ptr<Private> p) : d(std::move(p)) {}
Project::~Project() = default;

std::unique_ptr<Project> Project::open(const std::filesystem::path& file) {
    auto p = std::make_unique<Private>();
    p->openOwned(realPath(file));
    p->noteInterruptions();
    return std::unique_ptr<Project>(new Project(std::move(p)));
}

std::unique_ptr<Project> Project::openForReading(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw Error("There is no project file {}.", file.string());
    if (std::filesystem::is_regular_file(file, ignored) && std::filesystem::is_empty(file, ignored))
        throw Error("{} is empty: no project has been saved there yet.", file.string());
    auto p = std::make_unique<Private>();
    p->openForReading(realPath(file));
    return std::unique_ptr<Project>(new Project(std::move(p)));
}

std::unique_ptr<Project> Project::openForPicture(const std::filesystem::path& file) {
    std::unique_ptr<Project> project = openForReading(file);
    project->d->isForPicture = true;
    return project;
}

std::unique_ptr<Project> Project::untitled() {
    const std::filesystem::path file = newUntitledFile();
    auto project = open(file);
    project->d->becomeUntitled();
    return project;
}

std::unique_ptr<Project> Project::adopt(const std::filesystem::path& abandoned) {
    if (!isUntitledFile(abandoned))
        throw Error("{} is not an untitled project of yours: open it as a file.", abandoned.string());
    auto project = open(abandoned);
    project->d->becomeUntitled();
    return project;
}

std::unique_ptr<Project> Project::untitledCopy(const std::filesystem::path& file) {
    const std::unique_ptr<Project> source = openForReading(file);
    std::unique_ptr<Project> copy = untitled();
    source->d->alone([&](SQLite::Database& from) { copy->d->replaceContent(from); });
    copy->d->noteInterruptions();
    return copy;
}

std::filesystem::path Project::file() const {
    return d->place();
}

bool Project::isUntitled() const {
    return d->isUntitled();
}

bool Project::isReadOnly() const {
    return !d->isOwned();
}

bool Project::isForPicture() const {
    return d->isForPicture;
}

bool Project::wasChanged() {
    return d->wasChanged();
}

std::string Project::placeNotice() const {
    return isOnNetwork(file())
               ? file().string() +
                     " is on a network file system, so it is written in a slower way that is safe there "
                     "(journal mode DELETE instead of WAL). Use it from one machine at a time."
               : std::string();
}

void Project::requireInPlace() {
    d->requireInPlace();
}

int Project::interruptedAtOpening() const {
    return d->interrupted();
}

void Project::saveAs(const std::filesystem::path& file) {
    const std::filesystem::path target = realPath(file);
    d->alone([&](SQLite::Database&) {
        if (target != d->place())
            d->moveToCopy(target);
    });
}

int Project::addRuns(const std::vector<PlannedRun>& planned) {
    return d->change([&](SQLite::Database& db) {
        std::int64_t position = db.execAndGet("SELECT coalesce(max(position) + 1, 0) FROM runs").getInt64();
        int added = 0;
        SQLite::Statement insert(db, insertRun);
        // The content is the same, so it is read from where it was last seen.
        SQLite::Statement update(db, updatePlan);
        for (const PlannedRun& run : planned) {
            const std::string id = runId(run.spec);
            bindRun(insert, id, run, position);
            const bool isNew = insert.exec() == 1;
            insert.reset();
            if (isNew) {
                ++position;
                ++added;
                continue;
            }
            bindPlan(update, id, run);
            changeRun(update);
        }
        return added;
    });
}

int Project::addRuns(const std::vector<RunSpec>& specs, const std::vector<std::int64_t>& parameters) {
    assert(specs.size() == parameters.size());
    std::vector<PlannedRun> planned(specs.size());
    for (std::size_t i = 0; i < specs.size(); ++i) {
        planned[i].spec = specs[i];
        planned[i].parameters = parameters[i];
    }
    return addRuns(planned);
}

std::vector<RunRecord> Project::runs(std::vector<UnreadableRun>* unreadable) const {
    return d->alone([&](SQLite::Database& db) { return d->allRuns(db, unreadable); });
}

std::vector<RunRecord> Project::runsWithCurves(std::vector<UnreadableRun>* unreadable) const {
    return d->alone([&](SQLite::Database& db) {
        const SQLite::Transaction snapshot(db);  // an owner elsewhere may remove runs meanwhile
        std::vector<RunRecord> records = d->allRuns(db, unreadable);
        for (RunRecord& record : records)
            record.result.curve = readCurve(db, record.id);
        return records;
    });
}

std::vector<UnreadableRun> Project::unreadable() const {
    std::vector<UnreadableRun> unreadable;
    runs(&unreadable);
    return unreadable;
}

std::optional<RunRecord> Project::run(const std::string& id) const {
    return d->alone([&](SQLite::Database& db) -> std::optional<RunRecord> {
        std::optional<RunRecord> record = d->record(db, id);
        if (record)
            record->result.curve = readCurve(db, id);
        return record;
    });
}

RunRecord Project::requireRun(const std::string& id) const {
    if (std::optional<RunRecord> record = run(id))
        return *std::move(record);
    throw d->noSuchRun(id);
}

RunRecord Project::find(const std::string& beginning) const {
    const auto matches = [&](const auto& run) { return run.id.rfind(beginning, 0) == 0; };
    std::vector<UnreadableRun> hidden;
    std::vector<std::string> found;
    for (const RunRecord& record : runs(&hidden))
        if (matches(record))
            found.push_back(record.id);
    std::erase_if(hidden, [&](const UnreadableRun& run) { return !matches(run); });
    if (found.empty() && hidden.size() == 1)
        throw Error("Run {} of {} is kept, but this program cannot read it: {}", hidden[0].id, file().string(),
                    hidden[0].reason);
    const std::size_t matching = found.size() + hidden.size();
    if (matching == 0)
        throw Error("No run of {} has an id that begins with \"{}\". See adapterscope-cli runs {}.", file().string(),
                    beginning, file().string());
    if (matching > 1)
        throw Error("{} runs of {} have an id that begins with \"{}\". See adapterscope-cli runs {}.", matching,
                    file().string(), beginning, file().string());
    return requireRun(found[0]);
}

std::vector<CurvePoint> Project::curve(const std::string& id) const {
    return d->alone([&](SQLite::Database& db) { return readCurve(db, id); });
}

std::map<std::string, CurvePoint> Project::starts() const {
    return d->alone([](SQLite::Database& db) { return readStarts(db); });
}

std::vector<std::string> Project::pending() const {
    return d->alone([this](SQLite::Database& db) {
        std::vector<std::string> ids;
        d->eachRun(
            db, "status IN ('waiting', 'interrupted') AND NOT archived",
            [&](const RunRecord& run) { ids.push_back(run.id); }, [](const UnreadableRun&) {});
        return ids;
    });
}

void Project::setStatus(const std::string& id, Status status, const Sentence& message) {
    d->change([&](SQLite::Database& db) {
        SQLite::Statement update(db, updateStatus);
        bindStatus(update, status, message);
        d->execute(update, id);
    });
}

void Project::begin(const std::string& id) {
    d->change([&](SQLite::Database& db) {
        d->clear(db, id, Status::Running);
        SQLite::Statement update(db, "UPDATE runs SET attempts = attempts + 1 WHERE id = :id");
        d->execute(update, id);
    });
}

void Project::addPoint(const std::string& id, const CurvePoint& point) {
    addPoints({{id, point}});
}

void Project::addPoints(const std::vector<RunPoint>& points) {
    d->change([&](SQLite::Database& db) {
        for (const auto& [id, point] : points) {
            d->status(db, id);  // there is such a run
            storePoint(db, id, point);
        }
    });
}

void Project::finish(const std::string& id, const RunResult& result, const std::filesystem::path* tuning) {
    const std::string hash = tuning ? sha256File(*tuning) : std::string();
    d->change([&](SQLite::Database& db) {
        const std::string before = tuningOf(db, id);
        if (tuning)
            storeTuning(db, *tuning, hash);
        SQLite::Statement update(db, updateResult);
        bindResult(update, id, result, hash);
        d->execute(update, id);
        for (const CurvePoint& point : result.curve)
            storePoint(db, id, point);
        removeIfUnused(db, before);
    });
}

void Project::retry(const std::string& id) {
    d->change([&](SQLite::Database& db) {
        const Status status = d->status(db, id);
        if (status == Status::Running)
            throw Error("Run {} is being trained: stop it first.", id);
        if (status == Status::Done)
            throw Error("Run {} is done, and training it again would give the same result: remove it first.", id);
        d->clear(db, id, Status::Waiting);
        SQLite::Statement update(db, "UPDATE runs SET archived = 0 WHERE id = :id");
        d->execute(update, id);
    });
}

void Project::remove(const std::vector<std::string>& ids) {
    d->change([&](SQLite::Database& db) {
        SQLite::Statement removal(db, "DELETE FROM runs WHERE id = :id");
        for (const std::string& id : ids) {
            if (d->status(db, id) == Status::Running)
                throw Error("Run {} is being trained: stop it first.", id);
            d->execute(removal, id);
            removal.reset();
        }
        removeUnusedTunings(db);
    });
}

std::map<std::string, RunMarks> Project::mark(const std::vector<std::string>& ids, const MarkChange& change) {
    return d->change([&](SQLite::Database& db) { return changeMarks(db, ids, change); });
}

void Project::setMarks(const std::map<std::string, RunMarks>& marks) {
    d->change([&](SQLite::Database& db) { storeMarks(db, marks); });
}

void Project::extractTuning(const std::string& id, const std::filesystem::path& to) const {
    d->alone([&](SQLite::Database& db) {
        SQLite::Statement query(db, "SELECT tuning, status FROM runs WHERE id = ?");
        query.bind(1, id);
        if (!query.executeStep())
            throw d->noSuchRun(id);
        if (query.getColumn("tuning").isNull())
            throw Error(whyNoTuning(id, statusFromText(query.getColumn("status").getString())));
        writeTuning(db, query.getColumn("tuning").getString(), to);
    });
}

std::string Project::value(const std::string& key) const {
    return d->alone([&](SQLite::Database& db) {
        SQLite::Statement query(db, "SELECT json FROM named_values WHERE key = ?");
        query.bind(1, key);
        try {
            return query.executeStep() ? query.getColumn("json").getString() : std::string();
        } catch (const SQLite::Exception& failure) {
            if (!isTooLarge(failure))
                throw;
            return std::string();  // it is larger than any that this program keeps
        }
    });
}

void Project::setValue(const std::string& key, const std::string& json) {
    d->change([&](SQLite::Database& db) {
        SQLite::Statement insert(db, "INSERT OR REPLACE INTO named_values (key, json) VALUES (?, ?)");
        insert.bind(1, key);
        insert.bind(2, json);
        insert.exec();
    });
}

}  // namespace adapterscope
