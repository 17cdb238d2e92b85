// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PlanView.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <iostream>

#include "app/cli/Output.h"
#include "app/cli/RunView.h"
#include "app/cli/Table.h"
#include "core/common/Quantity.h"
#include "core/experiment/runs/Factors.h"

namespace adapterscope::cli {

namespace {

/// Of a run whose rate is still to be chosen neither the id nor the rate is known.
nlohmann::json plannedJson(const PlannedRun& run, const std::string& label, bool isFinished) {
    const RunSpec& spec = run.spec;
    nlohmann::json json = {{"id", nullptr},
                           {"label", label},
                           {"design", toText(spec.design)},
                           {"base", spec.base},
                           {"task", spec.taskName},
                           {"seed", spec.seed},
                           {"data_seed", spec.dataSeed},
                           {"learning_rate", nullptr},
                           {"trained", run.parameters},
                           {"pilot", run.isPilot},
                           {"finished", isFinished}};
    if (!run.rateIsAuto) {
        json["id"] = run.id;
        json["learning_rate"] = effectiveLearningRate(spec);
    }
    return json;
}

/// Of the i-th of the runs; its rate may still have to be chosen.
std::string labelOf(const PlannedRun& run, const Factors& factors, std::size_t i) {
    if (!run.rateIsAuto)
        return factors.label(i);
    const std::string others = factors.labelWithoutAll(i, {"learning_rate"});
    return others.empty() ? "lr auto" : others + ", lr auto";
}

}  // namespace

void printPlan(const std::vector<PlannedRun>& planned, const std::vector<Sentence>& remarks,
               const std::set<std::string>& finished, const TimeEstimate& estimate, bool json) {
    nlohmann::json list = nlohmann::json::array();
    const Factors factors = Factors::of(planned);
    const bool hasRates = factors.hasUnstatedRates();
    Table table;
    table.addColumn("label");
    if (hasRates)
        table.addColumn("lr", Table::Align::Right);
    for (const char* header : {"seed", "trained"})
        table.addColumn(header, Table::Align::Right);
    table.addColumn("state");
    for (std::size_t i = 0; i < planned.size(); ++i) {
        const PlannedRun& run = planned[i];
        const bool known = finished.count(run.id) > 0;
        const std::string label = labelOf(run, factors, i);
        list.push_back(plannedJson(run, label, known));
        const std::string state = run.rateIsAuto ? "after its pilots" : known ? "finished" : "new";
        std::vector<std::string> cells{label};
        if (hasRates)
            cells.push_back(run.rateIsAuto ? "auto" : rateText(effectiveLearningRate(run.spec)));
        for (const std::string& cell :
             {std::to_string(run.spec.seed), grouped(run.parameters), run.isPilot ? "pilot, " + state : state})
            cells.push_back(cell);
        table.addRow(std::move(cells));
    }
    if (json) {
        printJson({{"runs", planned.size()},
                   {"skipped", finished.size()},
                   {"seconds", estimate.seconds},
                   {"remarks", textsOf(remarks)},
                   {"planned", list}});
        return;
    }
    table.print(std::cout);
    printCommon(factors);
    std::cout << fmt::format("{}, {} finished before, about {} to go{}\n", counted(std::ssize(planned), "run"),
                             finished.size(), durationText(estimate.seconds),
                             estimate.measured ? "" : " (a guess: this project has no finished run like them)");
}

}  // namespace adapterscope::cli
