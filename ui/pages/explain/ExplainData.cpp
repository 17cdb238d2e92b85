// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/explain/ExplainData.h"

#include <QCoreApplication>

#include "core/experiment/comparison/RunFilter.h"
#include "core/experiment/figures/ProjectFigures.h"
#include "core/experiment/plan/RatePlan.h"
#include "ui/look/NumberText.h"
#include "ui/session/Message.h"

namespace adapterscope {

namespace {

void readIdentity(const Project& project, const std::vector<RunRecord>& runs, const std::string& chosen,
                  ExplainData& data) {
    const std::vector<AdapterDesign> designs = adapterDesigns(runs);
    const std::vector<std::string> texts = designTexts(designs);
    const AdapterDesign* shown = nullptr;
    for (std::size_t i = 0; i < designs.size(); ++i) {
        const RunSpec& spec = designs[i].spec;
        data.designs.push_back(
            {designs[i], QString::fromStdString(texts[i] + " \u00b7 ") + taskOnBase(spec.taskName, spec.base)});
        if (designs[i].key == chosen) {
            shown = &designs[i];
            data.identity = identityFigure(project, *shown, texts[i]);
        }
    }
    if (!shown)
        data.identity = bestIdentityFigure(project, designs);
}

}  // namespace

std::shared_ptr<ExplainData> readExplainData(const Project& project, const std::string& design) {
    auto data = std::make_shared<ExplainData>();
    try {
        const std::vector<RunRecord> runs = withoutPilots(unarchived(project.runs()));
        const std::vector<SigmaSweep> sweeps = sigmaSweeps(runs, project.starts());
        for (const FigureScope& scope : scopesOf(runs))
            scopeFacts(scope);
        data->sigma = sigmaFigures(sweeps);
        readIdentity(project, runs, design, *data);
    } catch (const std::exception&) {
        data->fault = faultSentence(QCoreApplication::translate("ExplainData", "Reading the project"));
    }
    return data;
}

}  // namespace adapterscope
