// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace adapterscope::test {

/// Makes malformed messages from good ones: values of other types and sizes, fields that are missing, renamed, doubled
/// or from another message, then broken bytes. The same seed makes the same ones.
class Rubbish {
public:
    Rubbish(std::uint64_t seed, std::vector<nlohmann::json> good) : m_random(seed), m_good(std::move(good)) {}

    /// One line, its end included. It may be a good message, and broken bytes may cut it into several lines.
    std::string line() { return broken(text(mutated(pick(m_good)))) + '\n'; }
    /// One of the good messages with some of its values changed.
    nlohmann::json message() { return mutated(pick(m_good)); }
    /// The line of a message, changed.
    std::string lineOf(const nlohmann::json& message) { return broken(text(mutated(message))) + '\n'; }

private:
    std::size_t below(std::size_t count) { return m_random() % count; }
    bool oneIn(std::size_t count) { return below(count) == 0; }
    template <typename Value>
    const Value& pick(const std::vector<Value>& values) {
        return values[below(values.size())];
    }

    nlohmann::json hostile();
    nlohmann::json mutated(nlohmann::json message);
    void mutate(nlohmann::json& parent);
    std::string text(const nlohmann::json& message);
    std::string broken(std::string text);

    std::mt19937_64 m_random;
    std::vector<nlohmann::json> m_good;
};

}  // namespace adapterscope::test
