// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <any>
#include <concepts>
#include <type_traits>
#include <typeindex>
#include <utility>

namespace adapterscope {

/// The settings of any method: a value of a struct that its method's file defines, so that nothing else has to list
/// them all. Compared as the struct compares.
class Settings {
public:
    Settings() = default;  ///< of a method without settings
    template <typename T>
    requires(!std::same_as<std::remove_cvref_t<T>, Settings>)
        Settings(T settings)  // NOLINT(google-explicit-constructor,hicpp-explicit-conversions): a struct is settings
        : m_value(std::move(settings)), m_isEqual([](const std::any& a, const std::any& b) {
              return std::any_cast<const T&>(a) == std::any_cast<const T&>(b);
          }) {}

    /// Null if they are of another struct.
    template <typename T>
    const T* getIf() const {
        return std::any_cast<T>(&m_value);
    }
    template <typename T>
    T* getIf() {
        return std::any_cast<T>(&m_value);
    }
    /// The type of that struct.
    std::type_index type() const { return m_value.type(); }

    bool operator==(const Settings& other) const {
        return type() == other.type() && (!m_isEqual || m_isEqual(m_value, other.m_value));
    }

private:
    std::any m_value;
    bool (*m_isEqual)(const std::any&, const std::any&) = nullptr;
};

}  // namespace adapterscope
