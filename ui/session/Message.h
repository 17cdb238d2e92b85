// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

#include "core/common/Fault.h"
#include "ui/session/WindowPhrasing.h"

namespace adapterscope {

/// One sentence for the person, shown in the window's message bar (never in a dialog), with at most one thing to do
/// about it.
struct Message {
    enum class Level { Information, Warning, Fault };
    Level level = Level::Information;
    QString sentence;
    QString action;             ///< text of the button, empty for none
    std::function<void()> act;  ///< what the button does
    /// What it is about; empty for none. A later message on the same topic replaces it, and it disappears when that is
    /// settled. The key of a page: it leads there, and is settled when that page is shown.
    QString topic{};
    QString actionTip{};  ///< what the button does, for its tool tip
    QString detail{};     ///< more than the sentence, for its tool tip; empty for the sentence itself
    bool stays = false;   ///< the person cannot close it: it disappears when the topic is settled
    bool lasts = false;   ///< information that is more than a report: it does not disappear by itself

    /// Whether it is information that disappears by itself.
    bool isReport() const { return level == Level::Information && !lasts; }
    /// Whether the person is asked something: nothing that comes later may hide it.
    bool asks() const { return !action.isEmpty() && !isReport(); }
};

/// The exception being handled, as a sentence for the person; call this in a catch block. The activity is translated.
inline QString faultSentence(const QString& activity) {
    return faultText(currentFault(activity.toStdString()).sentence());
}

}  // namespace adapterscope
