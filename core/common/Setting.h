// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>

namespace adapterscope {

/// What a person can set and a sentence may name: an option of the command line, a control of the window.
enum class Setting {
    TextColumn,
    PairColumn,
    LabelColumn,
    Separator,
    Header,
    Quotes,
    Encoding,
    Positive,
    Split,
    TrainFile,
    DevFile,
    TestFile,
    Pooling,
    MaxLength,
    KeepWeights,
    Teacher,
    Start,
    Vocabulary,
    Resume,
    Overwrite,
    Base,
};

inline constexpr std::array allSettings = {
    Setting::TextColumn, Setting::PairColumn, Setting::LabelColumn, Setting::Separator, Setting::Header,
    Setting::Quotes,     Setting::Encoding,   Setting::Positive,    Setting::Split,     Setting::TrainFile,
    Setting::DevFile,    Setting::TestFile,   Setting::Pooling,     Setting::MaxLength, Setting::KeepWeights,
    Setting::Teacher,    Setting::Start,      Setting::Vocabulary,  Setting::Resume,    Setting::Overwrite,
    Setting::Base};

/// A setting as a part of a sentence. The comments have the command line's words for it.
struct NamedSetting {
    enum class As {
        Name,       ///< "--header", "--header no"
        Given,      ///< what the person gave: "--label-column "mood""
        Means,      ///< "with --separator"
        LeftOut,    ///< "leave --split out"
        WhichFile,  ///< several files could be the one: "name it with --train"
        NoFile,     ///< none could be, a sentence's beginning: "Give the file with --train"
    };
    Setting setting;
    As as = As::Name;
    std::string value = {};  ///< with Name, Given and Means; may be empty

    bool operator==(const NamedSetting&) const = default;
};

/// A key of a design as a part of a sentence.
struct NamedKey {
    std::string name;        ///< in the text form of designs: "head", "head=off"
    std::string label;       ///< of its control in the window
    std::string value = {};  ///< may be empty

    bool operator==(const NamedKey&) const = default;
};

inline NamedSetting setTo(Setting setting, std::string value) {
    return {setting, NamedSetting::As::Name, std::move(value)};
}
inline NamedSetting givenAs(Setting setting, std::string value) {
    return {setting, NamedSetting::As::Given, std::move(value)};
}
inline NamedSetting byMeansOf(Setting setting, std::string value = {}) {
    return {setting, NamedSetting::As::Means, std::move(value)};
}
inline NamedSetting leavingOut(Setting setting) {
    return {setting, NamedSetting::As::LeftOut};
}

}  // namespace adapterscope
