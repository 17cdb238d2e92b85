// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DroppedPath.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace adapterscope {

DroppedKind kindOfDropped(const QString& path) {
    const QFileInfo info(path);
    if (info.isDir())
        return QDir(path).exists("config.json") ? DroppedKind::Base : DroppedKind::Task;
    if (info.suffix() == "adapterscope")
        return DroppedKind::Project;
    QFile file(path);
    if (info.isFile() && file.open(QIODevice::ReadOnly) && file.read(15) == "SQLite format 3")
        return DroppedKind::Project;
    return DroppedKind::Task;
}

}  // namespace adapterscope
