// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/common/Error.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// Sentences about what is wrong, collected so that a person sees them all at once.
class Faults {
public:
    void add(const Sentence& sentence) {
        if (m_known.insert(sentence.text()).second)
            m_sentences.push_back(sentence);
    }

    /// Runs the action; an Error from it is one more fault, unless the action was stopped.
    template <class Action>
    void gather(Action action) {
        try {
            action();
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled)
                throw;
            if (m_sentences.empty())
                m_kind = error.kind();
            add(error.sentence());
        }
    }

    void throwIfAny() const {
        if (!m_sentences.empty())
            throw Error(joined(m_sentences, "\n"), m_kind);
    }

private:
    std::set<std::string> m_known;
    std::vector<Sentence> m_sentences;
    ErrorKind m_kind = ErrorKind::Input;
};

}  // namespace adapterscope
