// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

#include <functional>
#include <string>
#include <vector>

namespace adapterscope {

/// A dialog for a file or folder that opens none of those it lists, as Qt does to find their icons: closing the
/// file of an open project drops the locks on it (core/experiment/project/OpenFile.h). It deletes itself when it is
/// closed.
QFileDialog* makeFileDialog(QWidget* parent, const QString& title, const QString& filter = {});

/// What a folder can be filled with.
struct FolderFormat {
    std::string name;
    QString filter;      ///< as the dialog offers it: a title, and the name of a file in brackets
    const char* folder;  ///< the name that is suggested
};
/// A dialog like that for the name of a folder, which may exist, and what it is filled with: the first one, unless
/// another is chosen. The next dialog starts in the folder above.
QFileDialog* makeFolderDialog(QWidget* parent, const QString& title, const std::vector<FolderFormat>& formats,
                              const std::function<void(const std::string& format, const QString& folder)>& chosen);

/// Writes if none of these files of a folder is there, else if the person agrees that they are replaced.
void writeIfAgreed(QWidget* parent, const QString& folder, const std::vector<std::string>& there,
                   const std::function<void(bool overwrite)>& write);

}  // namespace adapterscope
