// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/project/ProjectRows.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

namespace adapterscope {
namespace {

/// As SQL names a column, whatever somebody else's file calls it.
std::string asName(const std::string& column) {
    std::string name = "\"";
    for (const char c : column)
        name += c == '"' ? "\"\"" : std::string(1, c);
    return name + '"';
}

/// The same cell in a statement that inserts the row.
void bindAs(SQLite::Statement& insert, int place, const SQLite::Column& value) {
    if (value.isNull())
        insert.bind(place);
    else if (value.isInteger())
        insert.bind(place, value.getInt64());
    else if (value.isFloat())
        insert.bind(place, value.getDouble());
    else if (value.isText())
        insert.bind(place, value.getString());
    else
        insert.bind(place, value.getBlob(), value.getBytes());
}

}  // namespace

bool copyRows(SQLite::Database& source, SQLite::Database& target, const std::string& table, const std::string& key) {
    for (const char* direction : {"", " DESC"}) {
        try {
            SQLite::Statement rows(source, "SELECT * FROM " + table + " ORDER BY " + key + direction);
            std::string names, places;
            for (int column = 0; column < rows.getColumnCount(); ++column) {
                names += (column > 0 ? ", " : "") + asName(rows.getColumnName(column));
                places += column > 0 ? ", ?" : "?";
            }
            SQLite::Statement insert(target,
                                     "INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES (" + places + ")");
            while (rows.executeStep()) {
                for (int column = 0; column < rows.getColumnCount(); ++column)
                    bindAs(insert, column + 1, rows.getColumn(column));
                insert.exec();
                insert.reset();
            }
            return direction[0] == '\0';
        } catch (const SQLite::Exception&) {
            continue;  // the damage starts here
        }
    }
    return false;
}

}  // namespace adapterscope
