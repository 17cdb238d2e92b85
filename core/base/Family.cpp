// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Family.h"

#include "core/base/families/Families.h"
#include "core/common/Error.h"
#include "core/common/Text.h"

namespace adapterscope {

const std::vector<Family>& families() {
    static const std::vector<Family> all = {
        bertFamily(),
        distilBertFamily(),
    };
    return all;
}

std::vector<std::string> familyNames() {
    std::vector<std::string> names;
    for (const Family& family : families())
        names.push_back(family.name);
    return names;
}

const Family& familyNamed(const std::string& name) {
    for (const Family& family : families())
        if (family.name == name)
            return family;
    throw Error("The family \"{}\" is not among the supported ones: {}.", name, listed(familyNames(), "and"));
}

std::string nameInLayer(std::string name, int layer) {
    if (const std::size_t place = name.find(layerPlace); place != std::string::npos)
        name.replace(place, layerPlace.size(), std::to_string(layer));
    return name;
}

}  // namespace adapterscope
