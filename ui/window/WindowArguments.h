// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

#include "ui/look/ThemeMode.h"

namespace adapterscope {

/// The window's command line.
struct WindowArguments {
    QString project;                     ///< empty for none
    QString page;                        ///< empty: the last one
    std::optional<theme::Mode> palette;  ///< nothing: the person's last choice; of a figure light
    QSize size;                          ///< of the window, invalid: the last one; or of a panel of the figure
    double textSize = 0;                 ///< in points, 0: the person's last choice
    bool choosesPlatform = false;        ///< by Qt's own option
    QString screenshot;                  ///< file to save the page's picture to
    QString figure, out;                 ///< kind and file of a figure to write without a window
    QString on, run, bestOver, by, colour, facet, filter;  ///< what to show in it (FigureRequest)
    bool help = false, version = false;
};

/// `arguments` without the program's name. Throws Error (kind Usage) naming the word at fault and the choices.
WindowArguments parseWindowArguments(const QStringList& arguments);
QString windowHelp();

}  // namespace adapterscope
