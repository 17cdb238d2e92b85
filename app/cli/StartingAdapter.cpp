// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/StartingAdapter.h"

#include <filesystem>

#include "app/cli/AskEngine.h"
#include "app/cli/Planning.h"
#include "core/exchange/SavedAdapterFolder.h"

namespace adapterscope::cli {

StartingAdapter startingAdapter(const std::string& folder, const std::string& base, Messages& messages) {
    const std::string whole = anchored(folder);
    StartingAdapter at{{whole, savedAdapterHash(whole)}, {}};
    const AdapterRequest request{.base = anchored(base), .folder = std::filesystem::absolute(whole)};
    at.adapter = adapterAnswerFromJson(askEngine(AdapterRequest::method, toJson(request), messages));
    return at;
}

Sweep startedAt(const StartingAdapter& at, Sweep sweep) {
    const Design saved = parseDesign(at.adapter.design);
    if (sweep.designs.empty())
        sweep.designs = {at.adapter.design};
    for (const std::string& text : sweep.designs)
        for (const Design& design : expandDesigns(text))
            requireSameDesign(saved, design, at.start.folder);
    if (sweep.pooling.empty() && at.adapter.head.classes > 0)
        sweep.pooling = toText(at.adapter.head.pooling);
    sweep.hyperparameters.start = at.start;
    return sweep;
}

}  // namespace adapterscope::cli
