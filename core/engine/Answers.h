// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <functional>
#include <stop_token>
#include <string>

#include "core/engine/Store.h"

namespace adapterscope {

/// What a call has besides its parameters.
struct CallContext {
    Store& store;
    std::stop_token stop;
    std::function<void(const std::string& method, nlohmann::json params)> notify;
};

/// One function per method of the protocol: parameters in, result out; throws Error.
nlohmann::json answerTrain(const nlohmann::json& params, const CallContext& context);
nlohmann::json answerEncode(const nlohmann::json& params, const CallContext& context);
nlohmann::json answerAdapter(const nlohmann::json& params, const CallContext& context);
nlohmann::json answerMerge(const nlohmann::json& params, const CallContext& context);
nlohmann::json answerExport(const nlohmann::json& params, const CallContext& context);
nlohmann::json answerPretrain(const nlohmann::json& params, const CallContext& context);
nlohmann::json answerProbe(const nlohmann::json& params, const CallContext& context);

}  // namespace adapterscope
