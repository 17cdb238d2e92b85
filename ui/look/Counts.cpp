// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/Counts.h"

#include <QCoreApplication>

#include "ui/look/NumberText.h"

namespace adapterscope::counts {

QString runs(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 run(s)", nullptr, plural(number)).arg(withSeparators(number));
}

QString rows(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 row(s)", nullptr, plural(number)).arg(withSeparators(number));
}

QString runsOf(std::int64_t number, std::int64_t all) {
    return QCoreApplication::translate("counts", "%1 of %2 run(s)", nullptr, plural(all))
        .arg(withSeparators(number), withSeparators(all));
}

QString divergedRuns(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 run(s) diverged", nullptr, plural(number))
        .arg(withSeparators(number));
}

QString divergedRunsOf(std::int64_t number, std::int64_t all) {
    return QCoreApplication::translate("counts", "%1 of %2 run(s) diverged", nullptr, plural(all))
        .arg(withSeparators(number), withSeparators(all));
}

QString unfinishedRuns(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 run(s) not finished", nullptr, plural(number))
        .arg(withSeparators(number));
}

QString designs(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 design(s)", nullptr, plural(number)).arg(withSeparators(number));
}

QString layers(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 layer(s)", nullptr, plural(number)).arg(withSeparators(number));
}

QString parameters(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 parameter(s)", nullptr, plural(number))
        .arg(withSeparators(number));
}

QString trainedParameters(std::int64_t number) {
    return QCoreApplication::translate("counts", "%1 trained parameter(s)", nullptr, plural(number))
        .arg(withSeparators(number));
}

}  // namespace adapterscope::counts
