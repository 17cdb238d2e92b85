// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/experiment/Project.h"

namespace adapterscope {

/// The kinds that renderFigure knows.
std::vector<std::string> figureKinds();

/// The window's figures without a display (an offscreen QApplication must be there): `kind` one of figureKinds, `out`
/// ending in .pdf, .png or .svg, black on white. A project with several bases or tasks gets a panel for each. Returns
/// 0; throws Error saying what is wrong.
int renderFigure(Project& project, const std::string& kind, const std::filesystem::path& out);

}  // namespace adapterscope
