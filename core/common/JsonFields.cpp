// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/JsonFields.h"

#include <utility>

#include "core/common/Excerpt.h"
#include "core/common/JsonReader.h"

namespace adapterscope {

using nlohmann::json;

JsonFields::JsonFields(const json& object, std::string what, Null null, ErrorKind kind)
    : m_object(&object), m_what(std::move(what)), m_null(null), m_kind(kind) {
    if (!object.is_object())
        throw Error(Sentence("Cannot read {}: it must be a JSON object, not {}.", m_what, quoted(object)), kind);
}

const json* JsonFields::find(const std::string& key) const {
    m_asked.insert(key);
    const auto field = m_object->find(key);
    return field == m_object->end() || (m_null == Null::Absent && field->is_null()) ? nullptr : &*field;
}

const json& JsonFields::at(const std::string& key) const {
    if (const json* field = find(key))
        return *field;
    throw Error(Sentence("Field \"{}\" of {} is missing.", excerpt(key), m_what), m_kind);
}

const json& JsonFields::list(const std::string& key) const {
    if (const json& field = at(key); field.is_array())
        return field;
    fail(key, at(key), "a list");
}

const json& JsonFields::listIfAny(const std::string& key) const {
    static const json none = json::array();
    return has(key) ? list(key) : none;
}

void JsonFields::requireNoOthersSet() const {
    for (const auto& [key, value] : m_object->items())
        if (value.is_null() || value == false || value == 0 || (value.is_structured() && value.empty()) ||
            (value.is_string() && value.get_ref<const std::string&>().empty()))
            m_asked.insert(key);
    requireNoOthers();
}

void JsonFields::requireNoOthers() const {
    for (const auto& [key, value] : m_object->items())
        if (!m_asked.contains(key))
            throw Error(Sentence("Unknown field \"{}\" in {}: remove it or correct its name.", excerpt(key), m_what),
                        m_kind);
}

Error JsonFields::fault(const std::string& key, const json& field, std::string_view wanted) const {
    return Error(Sentence("Field \"{}\" of {} must be {}, not {}.", excerpt(key), m_what, wanted, quoted(field)),
                 m_kind);
}

}  // namespace adapterscope
