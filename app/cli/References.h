// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "core/experiment/comparison/Comparison.h"

namespace adapterscope::cli {

/// The reference of paired differences on each base and task: the requested one, else full fine-tuning, else the best
/// mean.
class References {
public:
    /// `against` is a label, some of its parts ("m=8, lr 1e-3") or the text of a design; empty if none is requested.
    /// The designs must live as long. Throws Error listing the labels if it names none, or those that are meant if they
    /// are several of a base and task.
    References(const std::vector<ComparedDesign>& designs, const std::string& against);
    /// Null if the requested one was not compared on this base and task.
    const ComparedDesign* of(const ComparedDesign& design) const;

private:
    using Scope = std::tuple<std::string, std::string, std::string>;

    static Scope scopeOf(const ComparedDesign& design);
    static void keepBetter(const ComparedDesign*& kept, const ComparedDesign& design);
    static std::map<Scope, const ComparedDesign*> meantBy(const std::string& against,
                                                          const std::vector<ComparedDesign>& designs);

    std::map<Scope, const ComparedDesign*> m_references;
};

}  // namespace adapterscope::cli
