// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/pages/sweep/PlanLoader.h"

namespace adapterscope {

/// A sweep that was started and whose runs wait for pilots to choose their learning rates: they follow without another
/// click, unless the form was changed or the sweep stopped meanwhile.
class StartedSweep {
public:
    void begin(const SweepPlan* plan) {
        m_draft.reset();
        if (plan && !plan->undecided.empty())
            m_draft = plan->draft;
    }
    void end() { m_draft.reset(); }
    bool goesOnWith(const SweepPlan& plan) const {
        return m_draft == plan.draft && plan.unknown > 0 && plan.fault.isEmpty();
    }

private:
    std::optional<SweepDraft> m_draft;
};

}  // namespace adapterscope
