// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/WithheldNotice.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

#include "ui/look/Breakable.h"
#include "ui/look/NumberText.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

constexpr std::ptrdiff_t mostShown = 20;  // in the tool tip
constexpr qsizetype mostTold = 2;         // in the sentence
constexpr int longestTold = 160, longestShown = 600;

QString tr(const char* text) {
    return QCoreApplication::translate("WithheldNotice", text);
}

/// A name with all characters visible, reading from left to right.
QString visible(const std::string& place, int longest) {
    QString name;
    for (const char32_t sign : QString::fromStdString(place).toStdU32String())
        if (QChar::isPrint(sign) && QChar::category(sign) != QChar::Other_Format)
            name += QChar::fromUcs4(sign);
        else
            name += QChar(QChar::ReplacementCharacter);
    return shortened(name, longest);
}

QString listed(const QStringList& names, std::ptrdiff_t all) {
    if (all <= mostTold)
        return names.join(tr(" and "));
    const std::ptrdiff_t others = all - mostTold;
    return names.mid(0, mostTold).join(", ") + tr(" and ") +
           QCoreApplication::translate("WithheldNotice", "%1 other place(s)", nullptr, plural(others))
               .arg(withSeparators(others));
}

}  // namespace

Message withheldNotice(Session& session) {
    const std::vector<std::string>& all = session.withheld();
    const std::vector<std::string> asked(all.begin(), all.begin() + std::min(std::ssize(all), mostShown));
    QStringList told, shown;
    for (const std::string& place : asked) {
        told << visible(place, longestTold);
        shown << visible(place, longestShown);
    }
    Message message;
    message.level = Message::Level::Warning;
    message.sentence =
        tr("This project uses %1, which you have not used here before. Nothing has been read there and nothing is "
           "trained until you agree.")
            .arg(listed(told, std::ssize(all)));
    message.detail = tr("The project names:") + '\n' + shown.join('\n');
    if (all.size() > asked.size())
        message.detail += '\n' + tr("%1 more will follow.").arg(all.size() - asked.size());
    message.action = tr("Read Them");
    message.actionTip =
        tr("Reads these bases and tasks, now and whenever a project names them. A project may come from anybody and "
           "name any file: look at the names first. Runs, curves and figures are shown without it.");
    message.act = [&session, asked] { session.agreeTo(asked); };
    message.topic = withheldTopic;
    message.stays = true;
    return message;
}

}  // namespace adapterscope
