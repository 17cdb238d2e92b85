// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/common/Error.h"
#include "core/common/JsonValue.h"

namespace adapterscope {

/// The one reader of the fields of a JSON object, to which it refers. What is wrong with a field throws Error naming
/// the field, what the object is (`what`, e.g. "the sweep"), what is needed and what was found.
class JsonFields {
public:
    /// Whether a field that is null is read, as a number that is not finite or an empty optional, or counts as absent.
    enum class Null { Read, Absent };

    /// `kind` is that of the errors.
    JsonFields(const nlohmann::json& object, std::string what, Null null = Null::Read,
               ErrorKind kind = ErrorKind::Input);

    /// The field, or nullptr if it is absent.
    const nlohmann::json* find(const std::string& key) const;
    bool has(const std::string& key) const { return find(key) != nullptr; }
    /// Like the others without a default, throws Error if the field is absent.
    const nlohmann::json& at(const std::string& key) const;
    const nlohmann::json& list(const std::string& key) const;
    /// Without items if the field is absent.
    const nlohmann::json& listIfAny(const std::string& key) const;

    template <class T>
    T get(const std::string& key) const {
        return as<T>(key, at(key));
    }
    template <class T>
    T get(const std::string& key, T byDefault) const {
        read(key, byDefault);
        return byDefault;
    }
    template <class T>
    std::optional<T> getIfAny(const std::string& key) const {
        const nlohmann::json* field = find(key);
        return field ? std::optional<T>(as<T>(key, *field)) : std::nullopt;
    }
    /// A number that is not below `least`, or not finite.
    template <class T>
    T getFrom(const std::string& key, int least) const {
        const T number = get<T>(key);
        if (number < static_cast<T>(least))
            fail(key, at(key), "a number from " + std::to_string(least));
        return number;
    }
    /// An absent field leaves the value as it is.
    template <class T>
    void read(const std::string& key, T& value) const {
        if (const nlohmann::json* field = find(key))
            value = as<T>(key, *field);
    }

    /// Throws Error for a field that nothing above asked for: a typing mistake must not pass for a default.
    void requireNoOthers() const;
    /// As requireNoOthers, but a field that is null, false, 0 or empty passes: another program's setting that is off.
    void requireNoOthersSet() const;

    [[noreturn]] void fail(const std::string& key, const nlohmann::json& field, std::string_view wanted) const {
        throw fault(key, field, wanted);
    }

protected:
    const nlohmann::json& object() const { return *m_object; }
    const std::string& what() const { return m_what; }

private:
    template <class T>
    T as(const std::string& key, const nlohmann::json& field) const {
        return jsonAs<T>(field,
                         [&](const nlohmann::json& part, std::string_view wanted) { return fault(key, part, wanted); });
    }
    Error fault(const std::string& key, const nlohmann::json& field, std::string_view wanted) const;

    const nlohmann::json* m_object;
    std::string m_what;
    Null m_null;
    ErrorKind m_kind;
    mutable std::set<std::string> m_asked;  // what requireNoOthers allows; nothing that is read depends on it
};

}  // namespace adapterscope
