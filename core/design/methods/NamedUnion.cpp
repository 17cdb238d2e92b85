// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/NamedUnion.h"

#include <functional>
#include <memory>

#include "core/design/Keys.h"

namespace adapterscope {
namespace {

using Rows = std::shared_ptr<const std::vector<MethodInfo>>;

/// Calls `visit(row, part)` for each member of a union.
template <typename Visit>
void eachMember(const Rows& rows, const Part& whole, Visit visit) {
    for (std::size_t i = 0; i < rows->size(); ++i)
        visit((*rows)[i], whole.parts.at(i));
}

/// What a function of a row gives for each member of a union, one after another; a row without it gives nothing.
template <typename T, typename... Others>
std::function<std::vector<T>(const Part&, Others...)> collected(
    const Rows& rows, std::function<std::vector<T>(const Part&, Others...)> MethodInfo::*ofRow) {
    return [rows, ofRow](const Part& whole, Others... others) {
        std::vector<T> all;
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (!(row.*ofRow))
                return;
            std::vector<T> more = (row.*ofRow)(part, others...);
            std::move(more.begin(), more.end(), std::back_inserter(all));
        });
        return all;
    };
}

KeyInfo forwarded(KeyInfo key, std::size_t member) {
    const auto alone = [member](const Part& whole) {
        Design design;
        design.parts = {whole.parts.at(member)};
        return design;
    };
    overPart(
        key, [own = key.read, alone](const Part& whole) { return own(alone(whole), 0); },
        [own = key.write, alone, member](Part& whole, const std::string& value) {
            Design design = alone(whole);
            own(design, 0, value);
            whole.parts.at(member) = design.parts.front();
        });
    return key;
}

Part mapped(const Rows& rows, const Part& whole) {
    Part result = whole;
    for (std::size_t i = 0; i < rows->size(); ++i)
        if ((*rows)[i].stored)
            result.parts[i] = (*rows)[i].stored(whole.parts.at(i));
    return result;
}

}  // namespace

MethodInfo namedUnion(const std::string& name, const std::vector<std::pair<MethodInfo, Part>>& members,
                      const std::vector<PartKey>& keys) {
    std::vector<MethodInfo> infos;
    std::vector<Part> parts;
    for (const auto& [info, part] : members) {
        infos.push_back(info);
        parts.push_back(part);
    }
    MethodInfo method;
    method.name = name;
    for (const auto& [part, key] : keys)
        method.keys.push_back(forwarded(*infos.at(part).key(key), part));
    for (std::size_t member = 0; member < infos.size() && !method.bottleneck; ++member)
        if (const auto& own = infos[member].bottleneck)
            method.bottleneck = [own, member](const Part& whole, const BaseConfig& base) {
                return own(whole.parts.at(member), base);
            };
    const Rows rows = std::make_shared<const std::vector<MethodInfo>>(std::move(infos));
    method.defaults.parts = {Part(name, std::move(parts))};
    method.trained = collected(rows, &MethodInfo::trained);
    method.added = collected(rows, &MethodInfo::added);
    method.places = collected(rows, &MethodInfo::places);
    method.marks = collected(rows, &MethodInfo::marks);
    method.check = [rows](const Design& design, const Part& whole, const BaseConfig* base,
                          std::vector<Finding>& findings) {
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (row.check)
                row.check(design, part, base, findings);
        });
    };
    method.multiplyAdds = [rows](const Part& whole, const BaseConfig& base, Pooling pooling) {
        std::int64_t sum = 0;
        eachMember(rows, whole,
                   [&](const MethodInfo& row, const Part& part) { sum += multiplyAddsOf(row, part, base, pooling); });
        return sum;
    };
    method.stored = [rows](const Part& whole) { return mapped(rows, whole); };
    return method;
}

}  // namespace adapterscope
