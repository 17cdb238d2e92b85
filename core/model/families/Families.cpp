// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/families/Families.h"

#include "core/common/Error.h"

namespace adapterscope {

const FamilyPass& familyPass(const std::string& name) {
    static const std::vector<FamilyPass> passes = {
        bertPass(),
        distilBertPass(),
    };
    for (const FamilyPass& pass : passes)
        if (pass.name == name)
            return pass;
    throw Error("The family \"{}\" has no forward pass.", name);
}

}  // namespace adapterscope
