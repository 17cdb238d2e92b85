// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/common/Sentence.h"
#include "core/experiment/runs/RunRecord.h"

namespace adapterscope {

class Factors;
struct RunFacts;

/// A value as a filter writes it.
std::string inQuotesIfBlank(const std::string& value);

/// A condition on runs, in words: `m=8 lr>=1e-3 dev>0.9 task=sentiment done`. Each word must hold. A word is a
/// condition on a factor (Factors; `lr` stands for learning_rate) or on id, design, seed, data_seed, status, metric,
/// limit_train (`all` without a limit), dev, test, trained, steps, best_step, seconds, attempts or a cost (stored,
/// bytes, percent or multiply_adds, which runs of earlier versions lack), with =, !=, <, <=, > or >=; or the name of a
/// status; or a text that is looked for in the run's id, label, design, base, task, status, reason, tags and note; or
/// `tag:paper`, a tag that it has (`tag!=paper`: has not). A value with blanks must be in double quotes. Capitals do
/// not matter. Tasks or bases that share a name match it as well as the names that tell them apart. `m=2|8` is either
/// and `m!=2|8` neither, and so are `m=2,8` and `m!=2,8` if runs have each of these values; but what a run has as a
/// whole, such as a text with a comma, is that and nothing else.
/// Archived runs match only if a word requests them: `archived` only them, `archived=any` them too. `pilot` matches
/// the runs that serve only to choose a learning rate.
class RunFilter {
public:
    /// Whether pilots match a filter that does not name them. They do not where results are compared.
    enum class Pilots { Matched, LeftOut };
    /// Throws Error naming a word that cannot be read.
    explicit RunFilter(std::string_view text, Pilots pilots = Pilots::Matched);
    enum class Archived { No, Yes, Any };
    /// Which runs match if no word decides it: by default those that are not archived.
    void setArchived(Archived archived) { m_archivedByDefault = archived; }
    bool leavesArchivedOut() const { return archived() == Archived::No; }

    /// Whether a word is more than a text that is looked for, or would be if it could be read.
    static bool isCondition(const std::string& word);

    /// Those that match, in their order. Throws Error naming a field that none of them has, with those that there
    /// are. `unmet` explains what no run has, with the values that there are: alternatives, and if nothing matches,
    /// conditions.
    std::vector<RunRecord> of(std::vector<RunRecord> runs, std::vector<Sentence>* unmet = nullptr) const;
    /// Whether each of the runs matches; `factors` are those of all of them, archived ones included. Throws and
    /// explains as `of` does.
    std::vector<bool> matches(const std::vector<RunRecord>& runs, const Factors& factors,
                              std::vector<Sentence>* unmet = nullptr) const;
    /// Whether what is known of a run that cannot be read meets every word.
    bool matches(const UnreadableRun& run) const;

private:
    struct Value {
        explicit Value(const std::string& of);
        std::string text;
        std::optional<double> number;
    };
    struct Condition {
        std::string field, comparison;  ///< empty for a text
        std::vector<Value> values;      ///< alternatives; one until they are told apart

        bool holds(const RunFacts& run) const;
        bool holds(const RunFacts& run, const Value& value) const;
        std::string text() const;
    };
    class Asked;  ///< the runs that are filtered
    using IsMet = std::function<bool(const Condition&)>;

    static Condition conditionOf(const std::string& word);
    static Condition withAlternatives(const Condition& condition, const IsMet& isMet);
    static std::vector<Sentence> unmetBy(const Asked& runs, const std::vector<Condition>& conditions);
    static std::optional<Archived> archivedIn(const std::string& word);
    Archived archived() const { return m_archived.value_or(m_archivedByDefault); }
    bool admits(const RunMarks& marks) const;
    bool admits(const RunRecord& run) const { return admits(run.marks) && !(m_leavesPilotsOut && run.isPilot); }
    void requireKnown(const std::set<std::string>& known) const;

    std::vector<Condition> m_conditions;
    std::optional<Archived> m_archived;
    Archived m_archivedByDefault = Archived::No;
    bool m_looksForTexts = false;
    bool m_leavesPilotsOut = false;
};

/// Those that are not archived, in their order: what figures show if nobody requests more.
std::vector<RunRecord> unarchived(std::vector<RunRecord> runs);

}  // namespace adapterscope
