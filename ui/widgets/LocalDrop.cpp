// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/LocalDrop.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QUrl>

namespace adapterscope {

void acceptLocalFile(QDragEnterEvent& event) {
    if (event.mimeData()->hasUrls() && event.mimeData()->urls().first().isLocalFile())
        event.acceptProposedAction();
}

QString takeLocalFile(QDropEvent& event) {
    event.acceptProposedAction();
    return event.mimeData()->urls().first().toLocalFile();
}

}  // namespace adapterscope
