// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

namespace adapterscope {

/// A dialog for a file or folder that opens none of those it lists, as Qt does to find their icons: closing the
/// file of an open project drops the locks on it (core/experiment/project/OpenFile.h). It deletes itself when it is closed.
QFileDialog* makeFileDialog(QWidget* parent, const QString& title, const QString& filter = {});

}  // namespace adapterscope
