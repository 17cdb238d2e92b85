// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/session/Message.h"

namespace adapterscope {

class Session;

inline constexpr QLatin1String withheldTopic("withheld sources");

/// Names what the session withholds, and offers to read it. A project may name very many places: only those that the
/// message and its tool tip show are agreed to, and the next message shows the next ones.
Message withheldNotice(Session& session);

}  // namespace adapterscope
