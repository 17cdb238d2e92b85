// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <vector>

#include "ui/widgets/Chooser.h"

namespace adapterscope {

/// A list for a setting that can be left to be worked out, which is its first entry: "as guessed (tab)".
class GuessedChoice : public Chooser {
    Q_OBJECT

public:
    /// What a person reads, and what the setting's value is then.
    struct Entry {
        QString text, value;
        bool operator==(const Entry&) const = default;
    };
    /// Other values can be typed if `takesOthers`.
    enum class Takes { Entries, EntriesAndOthers };

    explicit GuessedChoice(const std::string& value, Takes takes = Takes::Entries, QWidget* parent = nullptr);

    /// Replaces the entries below the first; the value stays, if need be as an entry of its own.
    void offer(const std::vector<Entry>& entries);
    /// What the setting is if it is left to be worked out; empty if that is not known.
    void setGuess(const QString& guess);
    /// Empty if it is left to be worked out.
    std::string value() const { return chosen().toStdString(); }

signals:
    /// By the person; not because other entries are offered.
    void valueChanged();

private:
    QString chosen() const;
    void select(const QString& value);
    void notice();

    QString m_value;
    std::vector<Entry> m_entries;
};

}  // namespace adapterscope
