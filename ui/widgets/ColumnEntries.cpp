// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ColumnEntries.h"

#include <QCoreApplication>

#include <map>

#include "ui/look/Breakable.h"

namespace adapterscope {

namespace {

constexpr int longestText = 32;  // characters

/// The names that only one column has.
std::map<std::string, std::size_t> ownNames(const TableStart& start) {
    std::map<std::string, std::size_t> counts, places;
    for (std::size_t column = 0; column < start.header.size(); ++column) {
        ++counts[start.header[column]];
        places[start.header[column]] = column;
    }
    for (const auto& [name, count] : counts)
        if (count > 1 || QString::fromStdString(name).trimmed().isEmpty())
            places.erase(name);
    return places;
}

QString textOf(const TableStart& start, std::size_t column, bool isOwnName) {
    const QString name =
        column < start.header.size() ? QString::fromStdString(start.header[column]).simplified() : QString();
    if (isOwnName)
        return shortened(name, longestText);
    QString about = name;
    if (about.isEmpty() && !start.rows.empty() && column < start.rows.front().fields.size())
        about = QString::fromStdString(start.rows.front().fields[column]).simplified();
    const QString number = QCoreApplication::translate("ColumnEntries", "column %1").arg(column + 1);
    return about.isEmpty() ? number : shortened(number + QStringLiteral(": ") + about, longestText);
}

}  // namespace

QString columnName(const TableStart& start, std::size_t column) {
    const auto own = ownNames(start);
    return textOf(start, column, column < start.header.size() && own.contains(start.header[column]));
}

std::vector<GuessedChoice::Entry> columnEntries(const TableStart& start, const std::string& given,
                                                std::optional<std::size_t> column) {
    const auto own = ownNames(start);
    const std::size_t number = QString::fromStdString(given).toUInt();  // 0 if it is not one
    if (!column && number > 0 && !own.contains(given))
        column = number - 1;
    std::vector<GuessedChoice::Entry> entries;
    for (std::size_t place = 0; place < start.columns; ++place) {
        const bool isOwnName = place < start.header.size() && own.contains(start.header[place]);
        const std::string value = !given.empty() && place == column ? given
                                  : isOwnName                       ? start.header[place]
                                                                    : std::to_string(place + 1);
        entries.push_back({textOf(start, place, isOwnName), QString::fromStdString(value)});
    }
    return entries;
}

}  // namespace adapterscope
