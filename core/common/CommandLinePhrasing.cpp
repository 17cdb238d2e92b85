// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/CommandLinePhrasing.h"

namespace adapterscope {

namespace {

using As = NamedSetting::As;

std::string optionOf(Setting setting) {
    switch (setting) {
        case Setting::TextColumn:
            return "--text-column";
        case Setting::PairColumn:
            return "--pair-column";
        case Setting::LabelColumn:
            return "--label-column";
        case Setting::Separator:
            return "--separator";
        case Setting::Header:
            return "--header";
        case Setting::Quotes:
            return "--quotes";
        case Setting::Encoding:
            return "--encoding";
        case Setting::Positive:
            return "--positive";
        case Setting::Split:
            return "--split";
        case Setting::TrainFile:
            return "--train";
        case Setting::DevFile:
            return "--dev";
        case Setting::TestFile:
            return "--test";
        case Setting::Pooling:
            return "--pooling";
        case Setting::MaxLength:
            return "--max-length";
        case Setting::KeepWeights:
            return "--keep-weights";
        case Setting::Teacher:
            return "--teacher";
        case Setting::Start:
            return "--start";
        case Setting::Vocabulary:
            return "--vocabulary";
        case Setting::Resume:
            return "--resume";
        case Setting::Overwrite:
            return "--overwrite";
        case Setting::Base:
            return "--base";
    }
    return {};
}

}  // namespace

std::string CommandLinePhrasing::phrase(const NamedSetting& setting) const {
    const std::string option = optionOf(setting.setting);
    const std::string withValue = setting.value.empty() ? option : option + ' ' + setting.value;
    switch (setting.as) {
        case As::Name:
            break;
        case As::Given:
            return option + " \"" + setting.value + '"';
        case As::Means:
            return "with " + withValue;
        case As::LeftOut:
            return "leave " + option + " out";
        case As::WhichFile:
            return "name it with " + option;
        case As::NoFile:
            return "Give the file with " + option;
    }
    return withValue;
}

}  // namespace adapterscope
