// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/explain/ExplainData.h"

#include <QCoreApplication>

#include <algorithm>

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
    std::vector<const RunSpec*> specs;
    for (const AdapterDesign& design : designs)
        specs.push_back(&design.spec);
    const QStringList listed = listTexts(specs, texts);
    const AdapterDesign* shown = nullptr;
    for (std::size_t i = 0; i < designs.size(); ++i) {
        data.designs.push_back({designs[i], listed[static_cast<qsizetype>(i)]});
        if (designs[i].key == chosen) {
            shown = &designs[i];
            data.identity = identityFigure(project, *shown, texts[i]);
        }
    }
    if (!shown)
        data.identity = bestIdentityFigure(project, designs);
}

}  // namespace

QStringList listTexts(const std::vector<const RunSpec*>& specs, const std::vector<std::string>& labels) {
    const bool isOnePlace = std::all_of(specs.begin(), specs.end(), [&](const RunSpec* spec) {
        return spec->baseHash == specs.front()->baseHash && spec->taskHash == specs.front()->taskHash;
    });
    QStringList texts;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        texts << QString::fromStdString(labels[i]);
        if (isOnePlace)
            texts.back() += QStringLiteral(" \u00b7 ") + taskOnBase(specs[i]->taskName, specs[i]->base);
    }
    return texts;
}

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
