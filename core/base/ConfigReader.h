// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace adapterscope {

/// Reads the fields of a config.json and collects what is wrong with them. Not a JsonFields, whose first fault throws.
class ConfigReader {
public:
    explicit ConfigReader(const nlohmann::json& json) : m_json(json) {}

    /// Whether the field is valid: within the bounds, or missing and so unchanged.
    bool whole(const char* key, int& field, std::int64_t minimum, std::int64_t maximum);
    /// `"num_attention_heads" is 12`, or where a missing field's value comes from.
    std::string stated(const char* key, int field) const;
    /// A number from minimum up to, but not including, the limit.
    void real(const char* key, double& field, double minimum, double limit);
    /// The same for a field that no forward pass needs: anything but such a number is ignored.
    void realIfAny(const char* key, double& field, double minimum, double limit);
    void word(const char* key, std::string& field, const std::vector<std::string>& supported);
    /// For a field that, if present, transformers cannot do without either.
    void mustNotBeNull(const char* key);
    void mustBeFalse(const char* key);
    /// Missing, null, or without an entry.
    void mustBeEmpty(const char* key, const char* why);

    void fault(const std::string& text) { m_faults.push_back(text); }
    const std::vector<std::string>& faults() const { return m_faults; }

private:
    const nlohmann::json* find(const char* key) const;

    const nlohmann::json& m_json;
    std::vector<std::string> m_faults;
};

}  // namespace adapterscope
