// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/tables/IdentityTable.h"

namespace adapterscope {

FlatTable sigmaTable(const SigmaSweep& sweep) {
    FlatTable table;
    table.headers = {"sigma", "skip", "run", "seed", "status", "metric", "dev", "distance"};
    table.isNumber = {true, false, false, true, false, false, true, true};
    for (const SigmaPoint& point : sweep.points)
        for (const SigmaPoint::Seed& seed : point.seeds)
            table.rows.push_back({exact(point.sigma), point.skip ? "on" : "off", seed.run, std::to_string(seed.seed),
                                  toText(seed.status), sweep.metric, exact(seed.score), exact(seed.distance)});
    return table;
}

FlatTable identityTable(const IdentityCourse& course) {
    FlatTable table;
    table.headers = {"run", "seed", "step", "layer", "site", "distance", "median", "p95"};
    table.isNumber = {false, true, true, true, false, true, true, true};
    for (const IdentityCourse::Seed& seed : course.seeds)
        for (const IdentityMoment& moment : seed.moments)
            for (const IdentityPoint& adapter : moment.adapters)
                table.rows.push_back({seed.run, std::to_string(seed.seed), std::to_string(moment.step),
                                      std::to_string(adapter.layer), toText(adapter.site), exact(adapter.distance),
                                      exact(adapter.median), exact(adapter.p95)});
    return table;
}

}  // namespace adapterscope
