// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/WindowPhrasing.h"

#include <algorithm>

#include "core/common/CommandLinePhrasing.h"

namespace adapterscope {

namespace {

using As = NamedSetting::As;

enum class Place { TaskOptions, Folder, SweepPage, CommandLine };

Place placeOf(Setting setting) {
    switch (setting) {
        case Setting::TextColumn:
        case Setting::PairColumn:
        case Setting::LabelColumn:
        case Setting::Separator:
        case Setting::Header:
        case Setting::Quotes:
        case Setting::Encoding:
        case Setting::Positive:
        case Setting::Split:
            return Place::TaskOptions;
        case Setting::TrainFile:
        case Setting::DevFile:
        case Setting::TestFile:
            return Place::Folder;
        case Setting::Pooling:
        case Setting::MaxLength:
            return Place::SweepPage;
        case Setting::KeepWeights:
        case Setting::Teacher:
        case Setting::Start:
        case Setting::Vocabulary:
        case Setting::Resume:
        case Setting::Overwrite:
        case Setting::Base:
            break;
    }
    return Place::CommandLine;
}

/// The label of the control, or for a file what it is.
QString nameOf(Setting setting) {
    switch (setting) {
        case Setting::TextColumn:
            return WindowPhrasing::tr("Text column");
        case Setting::PairColumn:
            return WindowPhrasing::tr("Pair column");
        case Setting::LabelColumn:
            return WindowPhrasing::tr("Label column");
        case Setting::Separator:
            return WindowPhrasing::tr("Separator");
        case Setting::Header:
            return WindowPhrasing::tr("Header");
        case Setting::Quotes:
            return WindowPhrasing::tr("Quotes");
        case Setting::Encoding:
            return WindowPhrasing::tr("Encoding");
        case Setting::Positive:
            return WindowPhrasing::tr("Positive label");
        case Setting::Split:
            return WindowPhrasing::tr("Split");
        case Setting::TrainFile:
            return WindowPhrasing::tr("training file");
        case Setting::DevFile:
            return WindowPhrasing::tr("dev file");
        case Setting::TestFile:
            return WindowPhrasing::tr("test file");
        case Setting::Pooling:
            return WindowPhrasing::tr("Pooling");
        case Setting::MaxLength:
            return WindowPhrasing::tr("Longest text");
        default:
            return {};
    }
}

QString entry() {
    return WindowPhrasing::tr("\"%1\" beside the task")
        .arg(WindowPhrasing::taskOptionsEntry().remove(QLatin1Char('&')));
}

QString onSweepPage(const QString& name) {
    return WindowPhrasing::tr("\"%1\" on the Sweep page").arg(name);
}

QString withValue(const QString& name, const QString& value) {
    return value.isEmpty() ? name : WindowPhrasing::tr("%1: %2").arg(name, value);
}

/// One of the controls that the entry opens.
QString taskOption(As as, const QString& name, const QString& value) {
    switch (as) {
        case As::Given:
            return WindowPhrasing::tr("the %1 \"%2\"").arg(name.toLower(), value);
        case As::LeftOut:
            return WindowPhrasing::tr("leave the %1 empty under %2").arg(name.toLower(), entry());
        case As::Means:
            return WindowPhrasing::tr("under %1").arg(entry());
        default:
            return QStringLiteral("\"%1\"").arg(withValue(name, value));
    }
}

/// A file of a task, which is chosen by choosing the task: there is no control for it.
QString taskFile(As as, const QString& name, const QString& value) {
    switch (as) {
        case As::Name:
        case As::Given:
            break;
        case As::LeftOut:
            return WindowPhrasing::tr("leave the %1 out").arg(name);
        case As::WhichFile:
            return WindowPhrasing::tr("leave one of them in the folder");
        case As::Means:
        case As::NoFile:
            return WindowPhrasing::tr("Choose the file itself");
    }
    return value.isEmpty() ? WindowPhrasing::tr("the %1").arg(name) : WindowPhrasing::tr("the %1 %2").arg(name, value);
}

QString sweepOption(As as, const QString& name, const QString& value) {
    return as == As::Means ? WindowPhrasing::tr("under %1").arg(onSweepPage(name))
                           : onSweepPage(withValue(name, value));
}

bool tellsPlace(const NamedSetting& setting) {
    return setting.as == As::Means || setting.as == As::LeftOut;
}

QString withCapital(QString sentence) {
    const auto isLetter = [](QChar c) { return c.isLetter(); };
    const auto end = std::find_if_not(sentence.cbegin(), sentence.cend(), isLetter);
    if (end != sentence.cbegin() && end != sentence.cend() && *end == QLatin1Char(' '))
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

}  // namespace

std::string WindowPhrasing::phrase(const NamedSetting& setting) const {
    const QString name = nameOf(setting.setting), value = QString::fromStdString(setting.value);
    switch (placeOf(setting.setting)) {
        case Place::TaskOptions:
            return taskOption(setting.as, name, value).toStdString();
        case Place::Folder:
            return taskFile(setting.as, name, value).toStdString();
        case Place::SweepPage:
            return sweepOption(setting.as, name, value).toStdString();
        case Place::CommandLine:
            break;
    }
    return CommandLinePhrasing().phrase(setting);
}

std::string WindowPhrasing::phraseKey(const NamedKey& key) const {
    const QString name = QString::fromStdString(key.label), value = QString::fromStdString(key.value);
    return QStringLiteral("\"%1\"").arg(withValue(name, value)).toStdString();
}

std::string WindowPhrasing::afterword(const std::vector<NamedSetting>& settings) const {
    const auto is = [&](Place place) {
        return [place](const NamedSetting& setting) { return placeOf(setting.setting) == place; };
    };
    if (std::any_of(settings.begin(), settings.end(), is(Place::CommandLine)))
        return tr(" (On the command line.)").toStdString();
    const bool told = std::any_of(settings.begin(), settings.end(), [&](const NamedSetting& setting) {
        return is(Place::TaskOptions)(setting) && tellsPlace(setting);
    });
    if (told || std::none_of(settings.begin(), settings.end(), is(Place::TaskOptions)))
        return {};
    return tr(" (See %1.)").arg(entry()).toStdString();
}

std::string TaskOptionsPhrasing::phrase(const NamedSetting& setting) const {
    if (placeOf(setting.setting) != Place::TaskOptions || !tellsPlace(setting))
        return WindowPhrasing::phrase(setting);
    const QString pattern = setting.as == As::Means ? tr("under \"%1\"") : tr("leave \"%1\" empty");
    return pattern.arg(nameOf(setting.setting)).toStdString();
}

std::string TaskOptionsPhrasing::afterword(const std::vector<NamedSetting>& settings) const {
    const bool areHere = std::all_of(settings.begin(), settings.end(), [](const NamedSetting& setting) {
        return placeOf(setting.setting) == Place::TaskOptions;
    });
    return areHere ? std::string() : WindowPhrasing::afterword(settings);
}

QString inWindowWords(const Sentence& sentence) {
    return QString::fromStdString(sentence.phrased(WindowPhrasing()));
}

QStringList inWindowWords(const std::vector<Sentence>& sentences) {
    QStringList words;
    for (const Sentence& sentence : sentences)
        words << inWindowWords(sentence);
    return words;
}

QString faultText(const Sentence& fault, const Phrasing& phrasing) {
    return withCapital(QString::fromStdString(fault.phrased(phrasing)));
}

}  // namespace adapterscope
