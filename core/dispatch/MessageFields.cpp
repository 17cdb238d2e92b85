// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/MessageFields.h"

#include <fmt/format.h>

namespace adapterscope {

void refuseMessage(const char* method, const std::string& why) {
    throw Error(Sentence("A \"{}\" message of the protocol cannot be read: {}.", method, why), ErrorKind::Machine);
}

MessageFields::MessageFields(const nlohmann::json& object, const char* method)
    : JsonFields(object, fmt::format("the protocol's \"{}\" message", method), Null::Read, ErrorKind::Machine) {}

std::filesystem::path MessageFields::path(const char* key) const {
    auto path = get<std::filesystem::path>(key);
    if (path.empty())
        fail(key, at(key), "a path in quotes");
    return path;
}

std::optional<std::filesystem::path> MessageFields::pathOrNull(const char* key) const {
    return at(key).is_null() ? std::nullopt : std::optional(path(key));
}

std::map<std::string, std::string> MessageFields::texts(const char* key) const {
    if (!at(key).is_object())
        fail(key, at(key), "a JSON object");
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : at(key).items())
        texts[name] = value.is_string() ? value.get<std::string>() : value.dump();
    return texts;
}

}  // namespace adapterscope
