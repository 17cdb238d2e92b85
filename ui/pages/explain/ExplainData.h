// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <memory>
#include <string>
#include <vector>

#include "core/experiment/figures/IdentityFigure.h"
#include "core/experiment/figures/SigmaFigure.h"

namespace adapterscope {

/// What the Explain page shows of a project at one moment.
struct ExplainData {
    std::vector<SigmaFigure> sigma;  ///< those with the most sigmas first
    struct Design {
        AdapterDesign design;
        QString text;  ///< in the list (listTexts)
    };
    std::vector<Design> designs;  ///< those that have adapters
    IdentityFigure identity;      ///< of the chosen design, else of the best one
    QString fault;                ///< why the project could not be read
};

/// What a list calls designs of these labels: with their task and base only if these are the same for all of them,
/// since labels state what differs.
QStringList listTexts(const std::vector<const RunSpec*>& specs, const std::vector<std::string>& labels);

/// `design` is the key of the chosen one, empty for none. Reads bases and tasks not known so far: do not call it in the
/// interface's thread.
std::shared_ptr<ExplainData> readExplainData(const Project& project, const std::string& design);

}  // namespace adapterscope
