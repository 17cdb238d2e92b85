// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// A point of a run's curve, by the run's id.
struct RunPoint {
    std::string run;
    CurvePoint point;
};

struct PlannedRun;

/// One file that holds tasks and bases (path and content hash), designs, sweeps, runs, curves, tunings and notes:
/// SQLite in WAL mode (DELETE on a network file system). Belongs to the process that opened it; safe to use from
/// several of its threads. Every change is committed before the call returns. All calls throw Error naming the file.
/// If the file is deleted, moved or overwritten while it is open, the next change is made in a new file that holds
/// everything so far, and then Error (kind Machine) names both; later changes go into the new file.
class Project {
public:
    /// Creates the file if there is none; migrates older ones; refuses newer ones, files that are not projects, and
    /// files another process holds. Runs that a dead process left running become interrupted: their number is
    /// interruptedAtOpening().
    static std::unique_ptr<Project> open(const std::filesystem::path& file);
    /// The same read-only, if the file exists; every change is refused. It takes no lock, so owner and readers
    /// do not get in each other's way, and the next call sees what the owner writes. If another process owns
    /// it, this one cannot own it as long as it reads it.
    static std::unique_ptr<Project> openForReading(const std::filesystem::path& file);
    /// The same for a picture, before which nobody sits who would want to change anything.
    static std::unique_ptr<Project> openForPicture(const std::filesystem::path& file);
    /// A project in a file of the user's data folder until saveAs (the window's untitled one).
    static std::unique_ptr<Project> untitled();
    /// An abandoned one (UntitledProjects.h), as this process's untitled project.
    static std::unique_ptr<Project> adopt(const std::filesystem::path& abandoned);
    /// An untitled project that starts as a copy of the file, which may be held by another process or
    /// protected against writing.
    static std::unique_ptr<Project> untitledCopy(const std::filesystem::path& file);
    ~Project();

    std::filesystem::path file() const;  ///< a different one after the file was lost and its content rescued
    bool isUntitled() const;
    bool isReadOnly() const;    ///< opened for reading
    bool isForPicture() const;  ///< and so need not mention that
    /// Whether another process has changed it since it was opened, or since the last call of this.
    bool wasChanged();
    int interruptedAtOpening() const;
    /// What is worth knowing about where the file is, one sentence; empty unless that is a network file system.
    std::string placeNotice() const;
    /// Like a change that changes nothing: notices that the file is gone.
    void requireInPlace();
    /// A complete copy at another place, written as a whole or not at all; the old file stays. Afterwards this is the
    /// project at `file`. Another project there is replaced (ask first), any other file refused. Not while other
    /// threads use file().
    void saveAs(const std::filesystem::path& file);

    /// Adds the runs that the project lacks, as waiting; returns how many were new. Runs that ended badly or were
    /// interrupted stay as they are. In existing runs only the places of base and task, the remarks on them and the
    /// rates that were tried are updated, a pilot that is planned as a full run is one from then on, and those that
    /// were archived before they were trained are taken out of the archive.
    int addRuns(const std::vector<PlannedRun>& planned);
    /// The same without remarks.
    int addRuns(const std::vector<RunSpec>& specs, const std::vector<std::int64_t>& parameters);
    /// In queue order, without curves; 10,000 in well under a second. Unreadable ones are left out, and go
    /// to `unreadable`, if given.
    std::vector<RunRecord> runs(std::vector<UnreadableRun>* unreadable = nullptr) const;
    /// The same with their curves, all as they were at one moment.
    std::vector<RunRecord> runsWithCurves(std::vector<UnreadableRun>* unreadable = nullptr) const;
    std::vector<UnreadableRun> unreadable() const;              ///< only those
    std::optional<RunRecord> run(const std::string& id) const;  ///< with its curve
    /// The same; throws Error if the project has none, or its index is damaged.
    RunRecord requireRun(const std::string& id) const;
    /// The run whose id starts like this, with its curve. Throws Error if there is none, or more than one.
    RunRecord find(const std::string& beginning) const;
    std::vector<CurvePoint> curve(const std::string& id) const;
    /// The point before training (step 0) of every run that has one, by id.
    std::map<std::string, CurvePoint> starts() const;

    /// Ids to train now: waiting and interrupted ones that are not archived, in order.
    std::vector<std::string> pending() const;
    void setStatus(const std::string& id, Status status, const Sentence& message = {});
    void begin(const std::string& id);  ///< running, attempts + 1, curve and earlier results cleared
    void addPoint(const std::string& id, const CurvePoint& point);
    void addPoints(const std::vector<RunPoint>& points);  ///< in one change, so the disk syncs once for all
    /// The run's end: its result (except attempts, which begin() counts; missing points are added) and, if given, the
    /// safetensors file of its best-on-dev tuning, kept inside the project by content hash.
    void finish(const std::string& id, const RunResult& result, const std::filesystem::path* tuning);
    /// Back to waiting, and out of the archive; refused for one that is running or done.
    void retry(const std::string& id);
    /// Removes them with their curves and tunings for good, all or none: refused if one is running.
    void remove(const std::vector<std::string>& ids);
    /// Changes what the person keeps with these runs. Returns the earlier marks of those that it changed; runs that are
    /// not there are left out.
    std::map<std::string, RunMarks> mark(const std::vector<std::string>& ids, const MarkChange& change);
    /// Gives them these marks again, by id; runs that are not there any more are left out.
    void setMarks(const std::map<std::string, RunMarks>& marks);
    /// Writes a run's tuning as a safetensors file; throws Error stating why if there is none.
    void extractTuning(const std::string& id, const std::filesystem::path& to) const;

    /// Small named values of the window and of sweeps (JSON text), empty if absent: the current design, the sweep's
    /// form, notes.
    std::string value(const std::string& key) const;
    void setValue(const std::string& key, const std::string& json);

    struct Private;

private:
    explicit Project(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

}  // namespace adapterscope
