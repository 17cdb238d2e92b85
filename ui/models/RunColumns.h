// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

/// The columns of the run table, in their order.
struct RunColumns {
    enum Column {
        Label,
        DesignText,
        Method,
        Base,
        Task,
        Trained,
        Seed,
        State,
        Dev,
        Test,
        Metric,
        LearningRate,
        RatesTried,
        Batch,
        Epochs,
        BestStep,
        Steps,
        Seconds,
        Stored,
        Bytes,
        Percent,
        MultiplyAdds,
        Attempts,
        Reason,
        Tags,
        Note,
        Id,
        ColumnCount
    };
};

}  // namespace adapterscope
