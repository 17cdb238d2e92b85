// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dispatch/EngineStart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace adapterscope {
namespace {

std::string inSeconds(std::chrono::milliseconds time) {
    return fmt::format("{:g}", std::chrono::duration<double>(time).count());
}

}  // namespace

void EngineStart::noteCall() {
    const std::scoped_lock lock(m_mutex);
    if (!m_firstCall)
        m_firstCall = Clock::now();
}

std::optional<int> EngineStart::left(std::chrono::milliseconds time) const {
    const std::scoped_lock lock(m_mutex);
    if (m_hasSpoken || !m_firstCall)
        return std::nullopt;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*m_firstCall + time - Clock::now()).count();
    return static_cast<int>(std::max<std::int64_t>(0, left));
}

int EngineStart::millisecondsLeft(const std::function<void(const Sentence& sentence)>& tell) {
    const auto untilGivenUp = left(m_patience.start), untilTold = left(m_patience.startUntold);
    if (!untilGivenUp || !untilTold)
        return -1;
    if (!m_isTold && *untilTold > 0)
        return std::min(*untilTold, *untilGivenUp);
    if (!std::exchange(m_isTold, true))
        tell({"The engine has not started yet (it loads its libraries); it is given {} seconds in all.",
              inSeconds(m_patience.start)});
    return *untilGivenUp;
}

Sentence EngineStart::givenUp() const {
    return {"The engine did not start within {} seconds and was ended.", inSeconds(m_patience.start)};
}

}  // namespace adapterscope
