// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <vector>

#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

/// A view with selected runs of the project, as the actions on these runs need it.
class RunSelection {
public:
    virtual ~RunSelection() = default;

    virtual QStringList selectedIds() const = 0;
    /// Without those that cannot be read.
    virtual std::vector<const RunRecord*> selectedRecords() const = 0;
    /// The selected runs under headers: cells separated by tabs, numbers with every digit.
    virtual QString selectedText() const = 0;
    /// The tags that runs of the view have, in alphabetical order.
    virtual std::vector<std::string> tags() const = 0;
    /// Whether the project can be changed.
    virtual void setEditable(bool) {}
    /// Lets the person edit that run's note in its place; false if the view has no such place.
    virtual bool editNote(const QString&) { return false; }
};

}  // namespace adapterscope
