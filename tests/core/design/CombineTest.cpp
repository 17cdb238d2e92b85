// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/design/Combine.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

std::set<std::string> joining(const std::string& design) {
    std::set<std::string> names;
    for (const MethodInfo* method : combinable(parseDesign(design), BaseConfig()))
        names.insert(method->name);
    return names;
}

}  // namespace

TEST_CASE("The methods that can join a design are those that do not clash with it and train something more") {
    const std::set<std::string> withHoulsby = joining("houlsby");
    for (const char* name : {"lora", "ia3", "peanut", "prefix", "prompt", "invertible", "ladder"})
        CHECK(withHoulsby.contains(name));
    for (const char* name :
         {"houlsby", "pfeiffer", "parallel", "compacter", "bitfit", "layernorm", "full", "head", "mam"})
        CHECK_FALSE(withHoulsby.contains(name));
    CHECK_FALSE(joining("lora & bitfit").contains("lora"));
    CHECK_FALSE(joining("lora").contains("head"));
    CHECK_FALSE(joining("ladder").contains("ladder"));
    CHECK(joining("head").contains("lora"));
    // Each combination that is offered is one that can be trained.
    for (const char* name : {"houlsby", "lora & ia3", "mam", "full", "head"})
        for (const MethodInfo* method : combinable(parseDesign(name), BaseConfig())) {
            CAPTURE(name, method->name);
            CHECK_NOTHROW(requireValid(combined(parseDesign(name), *method), BaseConfig()));
        }
}

TEST_CASE("A part alone keeps what belongs to the design as a whole") {
    const Design design = parseDesign("houlsby:m=8,layernorm=none,head=off,lr=0.002 & lora:r=4");
    CHECK(toText(partAlone(design, 0)) == "houlsby:m=8,layernorm=none,head=off,lr=0.002");
    CHECK(toText(partAlone(design, 1)) == "lora:r=4,head=off,lr=0.002");
}

TEST_CASE("A design has no more parts than are allowed") {
    Design design = parseDesign("lora:targets=query");
    design.parts.resize(mostParts, design.parts.front());
    CHECK(combinable(design, std::nullopt).empty());
    design.parts.pop_back();
    CHECK_FALSE(combinable(design, std::nullopt).empty());
}
