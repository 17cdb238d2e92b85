// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

#include <filesystem>
#include <string>

#include "core/experiment/project/Project.h"

namespace adapterscope {

/// One of the window's figures for a file.
struct FigureRequest {
    std::string kind;           ///< budget, curves, identity or sigma
    std::filesystem::path out;  ///< ends in .pdf, .png or .svg
    std::string on;             ///< budget: dev or test; empty for dev
    std::string run;            ///< identity: the run drawn thick; empty for the mean of the best design
    std::string bestOver = {};  ///< budget: the factor over which the best on dev is chosen; empty for all
    std::string by = {};        ///< budget: the cost or factor on its axis; empty for trained parameters
    std::string colour = {};    ///< budget: as in FigureLook
    std::string facet = {};     ///< budget: as in FigureLook
    QSize size = {};            ///< of each figure, in pixels of 1/96 inch; invalid for that of the kind
    std::string filter = {};    ///< budget, curves: the words of a RunFilter; empty for all that are not archived
    bool dark = false;          ///< in the colours of a dark window rather than black on white
};

/// What a figure could not name.
struct Unnamed {
    int entries = 0;     ///< of legends that had no room and are only counted there
    int runs = 0;        ///< whose curves have the names of their groups, since they are too many
    std::string filter;  ///< with which fewer runs are drawn, "m=8"; empty if nothing varies or the kind has no filter
};

/// Draws it without a display (an offscreen QApplication must exist). A project with several bases
/// or tasks gets a figure for each, one below the other; with `facet`, those that it puts side by side share one.
/// Throws Error stating what is wrong.
Unnamed renderFigure(const Project& project, const FigureRequest& request);

}  // namespace adapterscope
