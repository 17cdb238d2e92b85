// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/Registry.h"

namespace adapterscope {
namespace {

struct HeadSettings {
    bool operator==(const HeadSettings&) const = default;
};

void checkHead(const Design& design, const Part& part, const BaseConfig*, std::vector<Finding>& findings) {
    if (!design.head)
        findings.push_back({true,
                            "head",
                            {"The method head with {} trains nothing; write {}.", namedKey(part, "head", "off"),
                             namedKey(part, "head", "on")}});
}

}  // namespace

MethodInfo headMethod() {
    MethodInfo method;
    method.name = "head";
    method.title = "Head only";
    method.summary =
        "Trains only the classification head over the frozen base: the least that can be trained (Pfeiffer et al. "
        "2021, section 4).";
    method.look = {"head only", Hue::Grey, Marker::TriangleDown, Stroke::DashDotDot, "head"};
    // Not from a paper: a linear classifier over frozen states takes larger steps than what changes them.
    method.learningRate = 1e-2;
    method.defaults.parts = {{"head", HeadSettings()}};
    method.check = checkHead;
    return method;
}

}  // namespace adapterscope
