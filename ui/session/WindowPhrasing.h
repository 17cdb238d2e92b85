// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

#include "core/common/Phrasing.h"
#include "core/common/Sentence.h"

namespace adapterscope {

/// The window's: settings and keys are its controls, and the sentence is followed by where they are unless it states
/// that. Settings that only the command line has keep its words.
class WindowPhrasing : public Phrasing {
    Q_DECLARE_TR_FUNCTIONS(WindowPhrasing)

public:
    std::string phrase(const NamedSetting& setting) const override;
    std::string phraseKey(const NamedKey& key) const override;
    std::string afterword(const std::vector<NamedSetting>& settings) const override;

    /// The entry of the menu beside a task that opens the dialog of its settings, with its mnemonic.
    static QString taskOptionsEntry() { return tr("&Columns, split and sample…"); }
};

/// For sentences that are shown in that dialog, beside the controls that they name.
class TaskOptionsPhrasing : public WindowPhrasing {
public:
    std::string phrase(const NamedSetting& setting) const override;
    std::string afterword(const std::vector<NamedSetting>& settings) const override;
};

QString inWindowWords(const Sentence& sentence);
QStringList inWindowWords(const std::vector<Sentence>& sentences);

/// A fault by itself: it starts with a capital letter, unless it begins with a name.
QString faultText(const Sentence& fault, const Phrasing& phrasing = WindowPhrasing());

}  // namespace adapterscope
