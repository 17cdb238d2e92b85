// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace adapterscope {

/// What a file or folder dropped on the window is taken for.
enum class DroppedKind { Project, Base, Task };

/// A project by its extension or its SQLite header, a base by the config.json in its folder; anything else is data.
DroppedKind kindOfDropped(const QString& path);

}  // namespace adapterscope
