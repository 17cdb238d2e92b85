// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <vector>

#include "core/experiment/figures/IdentityFigure.h"
#include "core/experiment/figures/SigmaFigure.h"

namespace adapterscope {

/// What the Explain page shows of a project at one moment.
struct ExplainData {
    std::vector<SigmaFigure> sigma;  ///< those with the most sigmas first
    struct Design {
        AdapterDesign design;
        QString text;  ///< with its task and base
    };
    std::vector<Design> designs;  ///< those that have adapters
    IdentityFigure identity;      ///< of the chosen design, else of the best one
    QString fault;                ///< why the project could not be read
};

/// `design` is the key of the chosen one, empty for none. Reads bases and tasks not known so far: do not call it in the
/// interface's thread.
std::shared_ptr<ExplainData> readExplainData(const Project& project, const std::string& design);

}  // namespace adapterscope
