// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "ui/plots/PlotStyle.h"

namespace adapterscope {

/// The size and format of a figure on paper. One pixel is 1/96 inch.
struct ExportOptions {
    int width = 860, height = 460;  ///< pixels of one panel
    int dpi = 300;                  ///< of a PNG
    bool dark = false;              ///< in the colours of a dark window
    QString title;                  ///< in the file's metadata, with everything that the figure's texts leave out
};

/// Writes the panels, one above the other, as .pdf, .svg or .png by the file's extension; they should be drawn in
/// exportColours(options.dark). Written beside the file first, so a full disk destroys nothing. Throws Error naming the
/// file.
void exportFigure(const std::vector<QCustomPlot*>& panels, const std::filesystem::path& file,
                  const ExportOptions& options);

/// Writes the numbers as `csv` gives them if the file ends in .csv, else the figure that `draw` draws, as
/// exportFigure does. Throws Error naming the file.
void exportFigureOrTable(const std::filesystem::path& file, const ExportOptions& options,
                         const std::function<std::string()>& csv, const std::function<void(QCustomPlot&)>& draw);

}  // namespace adapterscope
