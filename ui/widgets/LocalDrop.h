// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDragEnterEvent;
class QDropEvent;

namespace adapterscope {

/// Accepts what is dragged onto a widget if it is a file or folder of this machine; of several, the first one counts.
void acceptLocalFile(QDragEnterEvent& event);
/// Its path, when it is dropped.
QString takeLocalFile(QDropEvent& event);

}  // namespace adapterscope
