// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/Project.h"

#include <SQLiteCpp/Transaction.h>
#include <nlohmann/json.hpp>
#include <stdlib.h>

#include <algorithm>
#include <cassert>
#include <mutex>

#include "core/Error.h"
#include "core/Hash.h"
#include "core/JsonFault.h"
#include "core/experiment/ProjectDatabase.h"
#include "core/experiment/ProjectLock.h"
#include "core/experiment/RunRows.h"
#include "core/experiment/Sweep.h"
#include "core/experiment/TuningStore.h"

namespace adapterscope {
namespace {

/// One name for one file, whatever links lead to it: the lock stands beside it.
std::filesystem::path realPath(const std::filesystem::path& file) {
    std::error_code failed;
    const std::filesystem::path real = std::filesystem::weakly_canonical(std::filesystem::absolute(file), failed);
    return failed ? std::filesystem::absolute(file) : real;
}

constexpr auto untitledFolder = "adapterscope-untitled-";
constexpr auto untitledFile = "untitled.adapterscope";

std::filesystem::path makeTemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / untitledFolder).string() + "XXXXXX";
    if (!::mkdtemp(pattern.data()))
        throw Error("Cannot make a folder in " + std::filesystem::temp_directory_path().string() +
                        " for a new project: check that it is writable and has room.",
                    ErrorKind::Machine);
    return pattern;
}

}  // namespace

struct Project::Private {
    std::filesystem::path file;
    std::filesystem::path temporaryFolder;  ///< of an untitled project, else empty
    std::unique_ptr<ProjectLock> lock;      ///< before the database: released after it is closed
    std::unique_ptr<SQLite::Database> database;
    int interrupted = 0;
    std::mutex mutex;

    ~Private() {
        database.reset();
        lock.reset();
        removeTemporaryFolder();
    }

    /// Runs action(database) alone, and says in words what SQLite has against it.
    template <class Action>
    auto alone(Action action) {
        const std::lock_guard guard(mutex);
        try {
            return action(*database);
        } catch (const SQLite::Exception& failure) {
            throw explain(failure, file);
        } catch (const nlohmann::json::exception& failure) {
            throw Error(file.string() + " is damaged (" + faultOf(failure) +
                        "): take a copy of it and go back to an older one.");
        }
    }

    /// The same in one transaction.
    template <class Action>
    auto change(Action action) {
        return alone([&](SQLite::Database& db) {
            SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
            if constexpr (std::is_void_v<decltype(action(db))>) {
                action(db);
                transaction.commit();
            } else {
                auto result = action(db);
                transaction.commit();
                return result;
            }
        });
    }

    /// Runs that nobody trains any more become interrupted.
    void openDatabase() {
        database = openProjectDatabase(file);
        interrupted = change([](SQLite::Database& db) {
            return db.exec(
                "UPDATE runs SET status = 'interrupted', message = 'The program ended while it was trained.' "
                "WHERE status = 'running'");
        });
    }

    /// Executes a statement whose ?1 is a run's id. Throws Error where there is no such run.
    void execute(SQLite::Statement& statement, const std::string& id) const {
        statement.bind(1, id);
        if (statement.exec() == 0)
            throw Error("There is no run " + id + " in " + file.string() + ".");
    }

    Status status(SQLite::Database& db, const std::string& id) const {
        SQLite::Statement query(db, "SELECT status FROM runs WHERE id = ?");
        query.bind(1, id);
        if (!query.executeStep())
            throw Error("There is no run " + id + " in " + file.string() + ".");
        return statusFromText(query.getColumn(0).getString());
    }

    /// Back to what a run is before its training: no numbers, no curve, no tuning.
    void clear(SQLite::Database& db, const std::string& id, Status status) const {
        SQLite::Statement update(db, updateResult);
        RunResult empty;
        empty.status = status;
        bindResult(update, id, empty, {});
        execute(update, id);
        SQLite::Statement points(db, "DELETE FROM points WHERE run = ?");
        points.bind(1, id);
        points.exec();
        removeUnusedTunings(db);
    }

    static void insertPoint(SQLite::Database& db, const std::string& id, const CurvePoint& point) {
        SQLite::Statement insert(db, "INSERT OR REPLACE INTO points (run, step, point) VALUES (?, ?, ?)");
        insert.bind(1, id);
        insert.bind(2, point.step);
        insert.bind(3, storedText(toJson(point)));
        insert.exec();
    }

    static std::vector<CurvePoint> readCurve(SQLite::Database& db, const std::string& id) {
        std::vector<CurvePoint> points;
        SQLite::Statement query(db, "SELECT point FROM points WHERE run = ? ORDER BY step");
        query.bind(1, id);
        while (query.executeStep())
            points.push_back(curvePointFromJson(nlohmann::json::parse(query.getColumn(0).getString())));
        return points;
    }

    void removeTemporaryFolder() {
        std::error_code ignored;
        if (!temporaryFolder.empty())
            std::filesystem::remove_all(temporaryFolder, ignored);
        temporaryFolder.clear();
    }
};

Project::Project(std::unique_ptr<Private> p) : d(std::move(p)) {}
Project::~Project() = default;

std::unique_ptr<Project> Project::open(const std::filesystem::path& file) {
    auto p = std::make_unique<Private>();
    p->file = realPath(file);
    requireProjectOrNew(p->file);
    p->lock = std::make_unique<ProjectLock>(p->file);
    requireProjectOrNew(p->file);  // it may have changed before it was ours
    p->openDatabase();
    return std::unique_ptr<Project>(new Project(std::move(p)));
}

std::unique_ptr<Project> Project::openForReading(const std::filesystem::path& file) {
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        throw Error("There is no project file " + file.string() + ".");
    if (std::filesystem::is_regular_file(file, ignored) && std::filesystem::is_empty(file, ignored))
        throw Error(file.string() + " is empty: no project has been saved there yet.");
    try {
        return open(file);
    } catch (const Error&) {
        auto p = std::make_unique<Private>();
        p->file = realPath(file);
        p->database = openProjectDatabaseForReading(p->file);
        if (!p->database)
            throw;
        return std::unique_ptr<Project>(new Project(std::move(p)));
    }
}

std::unique_ptr<Project> Project::untitled() {
    const std::filesystem::path folder = makeTemporaryFolder();
    auto project = open(folder / untitledFile);
    project->d->temporaryFolder = folder;
    return project;
}

std::vector<Project::Abandoned> Project::abandoned() {
    std::vector<Abandoned> projects;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path(), failed)) {
        const std::filesystem::path file = entry.path() / untitledFile;
        // The file is there only after its owner has the lock, so one without a lock has lost its owner.
        if (!entry.path().filename().string().starts_with(untitledFolder) || !std::filesystem::exists(file, failed))
            continue;
        try {
            const ProjectLock lock(file);
            const auto database = openProjectDatabaseForReading(file);
            if (!database)
                continue;
            if (const std::int64_t runs = database->execAndGet("SELECT count(*) FROM runs").getInt64(); runs > 0)
                projects.push_back({file, runs, std::filesystem::last_write_time(file)});
            else
                std::filesystem::remove_all(entry.path(), failed);
        } catch (const std::exception&) {
            continue;  // somebody else's, or damaged: nothing to offer
        }
    }
    std::sort(projects.begin(), projects.end(),
              [](const Abandoned& a, const Abandoned& b) { return a.changed < b.changed; });
    return projects;
}

std::unique_ptr<Project> Project::adopt(const std::filesystem::path& abandoned) {
    auto project = open(abandoned);
    project->d->temporaryFolder = project->file().parent_path();
    return project;
}

std::unique_ptr<Project> Project::untitledCopy(const std::filesystem::path& file) {
    const std::unique_ptr<Project> source = openForReading(file);
    std::unique_ptr<Project> copy = untitled();
    const std::filesystem::path target = copy->file();
    copy->d->database.reset();
    source->d->alone([&](SQLite::Database& from) { copyProjectDatabase(from, target); });
    copy->d->openDatabase();
    return copy;
}

const std::filesystem::path& Project::file() const {
    return d->file;
}

bool Project::isUntitled() const {
    return !d->temporaryFolder.empty();
}

int Project::interruptedAtOpening() const {
    return d->interrupted;
}

void Project::saveAs(const std::filesystem::path& file) {
    const std::filesystem::path target = realPath(file);
    d->alone([&](SQLite::Database& source) {
        if (target == d->file)
            return;
        requireProjectOrNew(target);
        auto lock = std::make_unique<ProjectLock>(target);
        copyProjectDatabase(source, target);
        d->database = openProjectDatabase(target);
        d->lock = std::move(lock);
        d->file = target;
        d->removeTemporaryFolder();
    });
}

int Project::addRuns(const std::vector<PlannedRun>& planned) {
    return d->change([&](SQLite::Database& db) {
        std::int64_t position = db.execAndGet("SELECT coalesce(max(position) + 1, 0) FROM runs").getInt64();
        int added = 0;
        SQLite::Statement insert(db, insertRun);
        // The content is the same, so where it was seen last is where it is to be read.
        SQLite::Statement update(db, "UPDATE runs SET base = ?2, task = ?3, remarks = ?4 WHERE id = ?1");
        for (const PlannedRun& run : planned) {
            const std::string id = runId(run.spec), remarks = storedText(inWords(run.remarks));
            bindRun(insert, id, run.spec, run.parameters, position, remarks);
            const bool isNew = insert.exec() == 1;
            insert.reset();
            if (isNew) {
                ++position;
                ++added;
                continue;
            }
            update.bind(1, id);
            update.bind(2, run.spec.base);
            update.bind(3, storedText(toJson(run.spec.task)));
            update.bind(4, remarks);
            update.exec();
            update.reset();
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

std::vector<RunRecord> Project::runs() const {
    return d->alone([](SQLite::Database& db) {
        std::vector<RunRecord> records;
        RunRowReader reader;
        SQLite::Statement query(db, std::string("SELECT ") + runColumns + " FROM runs ORDER BY position");
        while (query.executeStep())
            records.push_back(reader.read(query));
        return records;
    });
}

std::optional<RunRecord> Project::run(const std::string& id) const {
    return d->alone([&](SQLite::Database& db) -> std::optional<RunRecord> {
        SQLite::Statement query(db, std::string("SELECT ") + runColumns + " FROM runs WHERE id = ?");
        query.bind(1, id);
        if (!query.executeStep())
            return std::nullopt;
        RunRecord record = RunRowReader().read(query);
        record.result.curve = Private::readCurve(db, id);
        return record;
    });
}

std::string groupOf(const RunRecord& run) {
    return run.group.empty() ? groupId(run.spec) : run.group;
}

RunRecord Project::find(const std::string& beginning) const {
    std::vector<std::string> found;
    for (const RunRecord& record : runs())
        if (record.id.rfind(beginning, 0) == 0)
            found.push_back(record.id);
    if (found.size() != 1)
        throw Error((found.empty() ? "No run of " : std::to_string(found.size()) + " runs of ") + file().string() +
                    (found.empty() ? " has" : " have") + " an id that begins with \"" + beginning +
                    "\". See adapterscope-cli runs " + file().string() + ".");
    return *run(found[0]);
}

std::vector<CurvePoint> Project::curve(const std::string& id) const {
    return d->alone([&](SQLite::Database& db) { return Private::readCurve(db, id); });
}

std::map<std::string, CurvePoint> Project::starts() const {
    return d->alone([](SQLite::Database& db) {
        std::map<std::string, CurvePoint> starts;
        SQLite::Statement query(db, "SELECT run, point FROM points WHERE step = 0");
        while (query.executeStep())
            starts.emplace(query.getColumn(0).getString(),
                           curvePointFromJson(nlohmann::json::parse(query.getColumn(1).getString())));
        return starts;
    });
}

std::vector<std::string> Project::pending() const {
    return d->alone([](SQLite::Database& db) {
        std::vector<std::string> ids;
        SQLite::Statement query(db, "SELECT id FROM runs WHERE status IN ('waiting', 'interrupted') ORDER BY position");
        while (query.executeStep())
            ids.push_back(query.getColumn(0).getString());
        return ids;
    });
}

void Project::setStatus(const std::string& id, Status status, const std::string& message) {
    d->change([&](SQLite::Database& db) {
        SQLite::Statement update(db, "UPDATE runs SET status = ?2, message = ?3 WHERE id = ?1");
        update.bind(2, toText(status));
        update.bind(3, message);
        d->execute(update, id);
    });
}

void Project::begin(const std::string& id) {
    d->change([&](SQLite::Database& db) {
        d->clear(db, id, Status::Running);
        SQLite::Statement update(db, "UPDATE runs SET attempts = attempts + 1 WHERE id = ?1");
        d->execute(update, id);
    });
}

void Project::addPoint(const std::string& id, const CurvePoint& point) {
    d->change([&](SQLite::Database& db) {
        d->status(db, id);  // there is such a run
        Private::insertPoint(db, id, point);
    });
}

void Project::finish(const std::string& id, const RunResult& result, const std::filesystem::path* tuning) {
    const std::string hash = tuning ? sha256File(*tuning) : std::string();
    d->change([&](SQLite::Database& db) {
        if (tuning)
            storeTuning(db, *tuning, hash);
        SQLite::Statement update(db, updateResult);
        bindResult(update, id, result, hash);
        d->execute(update, id);
        for (const CurvePoint& point : result.curve)
            Private::insertPoint(db, id, point);
        removeUnusedTunings(db);
    });
}

void Project::retry(const std::string& id) {
    d->change([&](SQLite::Database& db) {
        const Status status = d->status(db, id);
        if (status == Status::Running)
            throw Error("Run " + id + " is being trained: stop it first.");
        if (status == Status::Done)
            throw Error("Run " + id + " is done, and training it again would give the same: remove it first.");
        d->clear(db, id, Status::Waiting);
    });
}

void Project::remove(const std::string& id) {
    d->change([&](SQLite::Database& db) {
        if (d->status(db, id) == Status::Running)
            throw Error("Run " + id + " is being trained: stop it first.");
        SQLite::Statement removal(db, "DELETE FROM runs WHERE id = ?1");
        d->execute(removal, id);
        removeUnusedTunings(db);
    });
}

void Project::extractTuning(const std::string& id, const std::filesystem::path& to) const {
    d->alone([&](SQLite::Database& db) {
        SQLite::Statement query(db, "SELECT tuning, status FROM runs WHERE id = ?");
        query.bind(1, id);
        if (!query.executeStep())
            throw Error("There is no run " + id + " in " + d->file.string() + ".");
        if (query.getColumn(0).isNull())
            throw Error(statusFromText(query.getColumn(1).getString()) == Status::Done
                            ? "Run " + id + " kept no trained tensors: they were above the size limit. Remove it and " +
                                  "train it again with --keep-weights all."
                            : "Run " + id + " has no trained tensors: it is " + query.getColumn(1).getString() + ".");
        writeTuning(db, query.getColumn(0).getString(), to);
    });
}

std::string Project::value(const std::string& key) const {
    return d->alone([&](SQLite::Database& db) {
        SQLite::Statement query(db, "SELECT json FROM named_values WHERE key = ?");
        query.bind(1, key);
        return query.executeStep() ? query.getColumn(0).getString() : std::string();
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
