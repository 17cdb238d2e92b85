// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/common/JsonFields.h"

namespace adapterscope {

/// Throws Error (kind Machine) that names the message and what is wrong with it.
[[noreturn]] void refuseMessage(const char* method, const std::string& why);

/// The fields of one message; its errors are of the kind Machine.
class MessageFields : public JsonFields {
public:
    MessageFields(const nlohmann::json& object, const char* method);

    /// A path that is not empty.
    std::filesystem::path path(const char* key) const;
    /// The same, or null.
    std::optional<std::filesystem::path> pathOrNull(const char* key) const;
    /// Texts by name; what is not one stays as it is written in JSON.
    std::map<std::string, std::string> texts(const char* key) const;
};

}  // namespace adapterscope
