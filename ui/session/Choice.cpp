// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/Choice.h"

#include <nlohmann/json.hpp>

#include "core/common/Error.h"
#include "core/common/JsonReader.h"

namespace adapterscope {

std::string toJsonText(const Choice& choice) {
    return nlohmann::json{{"design", toText(choice.design)}, {"base", choice.base}, {"task", toJson(choice.task)}}
        .dump();
}

Choice choiceFromJsonText(const std::string& text) {
    try {
        const nlohmann::json json = parseJson(text);
        return {parseDesign(json.at("design").get<std::string>()), json.at("base").get<std::string>(),
                taskSourceFromJson(json.at("task"))};
    } catch (const nlohmann::json::exception&) {
        throw Error("The design kept in the project cannot be read; the page starts from the default design.");
    }
}

}  // namespace adapterscope
