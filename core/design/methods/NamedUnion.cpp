// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/design/methods/NamedUnion.h"

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

template <typename T>
void append(std::vector<T>& all, std::vector<T> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
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
    const Rows rows = std::make_shared<const std::vector<MethodInfo>>(std::move(infos));
    method.defaults.parts = {Part(name, std::move(parts))};
    method.trained = [rows](const Part& whole, const BaseConfig& base, Pooling pooling) {
        std::vector<TrainedTensor> all;
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (row.trained)
                append(all, row.trained(part, base, pooling));
        });
        return all;
    };
    method.added = [rows](const Part& whole, const BaseConfig& base, Pooling pooling) {
        std::vector<Term> all;
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (row.added)
                append(all, row.added(part, base, pooling));
        });
        return all;
    };
    method.places = [rows](const Part& whole, const BaseConfig& base) {
        std::vector<std::string> all;
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (row.places)
                append(all, row.places(part, base));
        });
        return all;
    };
    method.check = [rows](const Design& design, const Part& whole, const BaseConfig* base,
                          std::vector<Finding>& findings) {
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (row.check)
                row.check(design, part, base, findings);
        });
    };
    method.marks = [rows](const Part& whole) {
        std::vector<Mark> all;
        eachMember(rows, whole, [&](const MethodInfo& row, const Part& part) {
            if (row.marks)
                append(all, row.marks(part));
        });
        return all;
    };
    method.stored = [rows](const Part& whole) { return mapped(rows, whole); };
    return method;
}

}  // namespace adapterscope
