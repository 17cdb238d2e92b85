// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/MessageFields.h"

#include "core/common/Error.h"

namespace adapterscope {

void refuseMessage(const char* method, const std::string& why) {
    throw Error(Sentence("A \"{}\" message of the protocol cannot be read: {}.", method, why), ErrorKind::Machine);
}

std::filesystem::path MessageFields::path(const char* key) const {
    auto path = text(key);
    if (path.empty() || path.find('\0') != std::string::npos)
        refuse(key, "is not a path");
    return path;
}

std::map<std::string, std::string> MessageFields::texts(const char* key) const {
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : object(key).items())
        texts[name] = value.is_string() ? value.get<std::string>() : value.dump();
    return texts;
}

}  // namespace adapterscope
