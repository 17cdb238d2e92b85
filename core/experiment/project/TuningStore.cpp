// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/TuningStore.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <fstream>
#include <vector>

#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "core/common/NewFile.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace {

constexpr std::size_t partSize = 4 << 20;

}  // namespace

void storeTuning(SQLite::Database& database, const std::filesystem::path& file, const std::string& hash) {
    SQLite::Statement known(database, "SELECT 1 FROM tunings WHERE hash = ?");
    known.bind(1, hash);
    if (known.executeStep())
        return;
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        throw Error("Cannot read the tuning {}: check that it exists and that you may read it.", file.string());
    SQLite::Statement tuning(database, "INSERT INTO tunings (hash, bytes) VALUES (?, ?)");
    tuning.bind(1, hash);
    tuning.bind(2, static_cast<std::int64_t>(std::filesystem::file_size(file)));
    tuning.exec();
    SQLite::Statement part(database, "INSERT INTO tuning_parts (hash, part, data) VALUES (?, ?, ?)");
    std::vector<char> buffer(partSize);
    for (int number = 0; stream.read(buffer.data(), partSize) || stream.gcount() > 0; ++number) {
        part.bind(1, hash);
        part.bind(2, number);
        part.bindNoCopy(3, buffer.data(), static_cast<int>(stream.gcount()));
        part.exec();
        part.reset();
    }
}

void writeTuning(SQLite::Database& database, const std::string& hash, const std::filesystem::path& to) {
    std::error_code failed;
    NewFile file(to, failed);
    std::ofstream stream(file.path(), std::ios::binary);
    SQLite::Statement parts(database, "SELECT data FROM tuning_parts WHERE hash = ? ORDER BY part");
    parts.bind(1, hash);
    while (stream && parts.executeStep()) {
        const SQLite::Column data = parts.getColumn("data");
        stream.write(static_cast<const char*>(data.getBlob()), data.getBytes());
    }
    stream.close();
    if (!stream)
        throw Error(Sentence("Cannot write {}: check that the folder exists, is writable and has room.", to.string()),
                    ErrorKind::Machine);
    if (sha256File(file.path()) != hash)
        throw Error("The tuning kept as {} is damaged: train its run again.", hash);
    file.keep(failed);
    if (failed)
        throw Error("Cannot write {}: {}.", to.string(), reasonOf(failed));
}

void removeUnusedTunings(SQLite::Database& database) {
    database.exec("DELETE FROM tunings WHERE NOT EXISTS (SELECT 1 FROM runs WHERE runs.tuning = tunings.hash)");
}

std::string tuningOf(SQLite::Database& database, const std::string& run) {
    SQLite::Statement query(database, "SELECT tuning FROM runs WHERE id = ?");
    query.bind(1, run);
    return query.executeStep() ? query.getColumn(0).getString() : std::string();
}

void removeIfUnused(SQLite::Database& database, const std::string& hash) {
    SQLite::Statement removal(
        database, "DELETE FROM tunings WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM runs WHERE tuning = :hash)");
    removal.bind(":hash", hash);
    removal.exec();
}

}  // namespace adapterscope
