// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/RefusedRows.h"

#include "core/common/Error.h"
#include "core/common/Quantity.h"

namespace adapterscope {

namespace {
constexpr std::size_t mostSaid = 20;
}

void RefusedRows::add(int line, const std::string& reason) {
    if (m_count++ < mostSaid)
        m_said.push_back({"{}, line {}: refused, {}.", m_file, line, reason});
}

void RefusedRows::report(std::size_t rows, std::vector<Sentence>& remarks) const {
    if (m_count == 0)
        return;
    const bool isTooMany = m_count == rows || (m_count >= 5 && m_count * 5 > rows);
    if (isTooMany && !m_separated)
        throw Error(
            "{} of the {} rows of {} cannot be used. The first: {} Check the file; {}, {} and {} control which of its "
            "keys are read.",
            m_count, rows, m_file, m_said.front(), Setting::TextColumn, Setting::PairColumn, Setting::LabelColumn);
    if (isTooMany)
        throw Error(
            "{} of the {} rows of {} cannot be used. The first: {} Check the file; {}, {}, {}, {}, {} and {} control "
            "how it is read.",
            m_count, rows, m_file, m_said.front(), Setting::Separator, Setting::Quotes, Setting::Header,
            Setting::TextColumn, Setting::PairColumn, Setting::LabelColumn);
    remarks.insert(remarks.end(), m_said.begin(), m_said.end());
    if (m_count > m_said.size())
        remarks.push_back(
            {"{}: {} refused.", m_file,
             Counted{static_cast<std::int64_t>(m_count - m_said.size()), "more row was", "more rows were"}});
}

}  // namespace adapterscope
