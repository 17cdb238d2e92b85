// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Slots.h"

namespace adapterscope {

Slots::Turn::Turn(Slots& slots) : m_slots(slots) {
    const std::scoped_lock lock(m_slots.m_mutex);
    m_number = ++m_slots.m_last;
    m_slots.m_waiting.insert(m_number);
}

Slots::Turn::~Turn() {
    const std::scoped_lock lock(m_slots.m_mutex);
    m_slots.m_waiting.erase(m_number);
    m_slots.m_free += m_hasSlot;
    m_slots.m_changed.notify_all();
}

bool Slots::Turn::wait(const std::stop_token& stop) {
    std::unique_lock lock(m_slots.m_mutex);
    const auto isNext = [this] { return m_slots.m_free > 0 && *m_slots.m_waiting.begin() == m_number; };
    if (!m_slots.m_changed.wait(lock, stop, isNext))
        return false;
    m_hasSlot = true;
    --m_slots.m_free;
    m_slots.m_waiting.erase(m_number);
    m_slots.m_changed.notify_all();  // the next may find another free slot
    return true;
}

}  // namespace adapterscope
