// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/common/Sentence.h"
#include "tests/support/Property.h"

namespace adapterscope::test {

/// A sentence of texts, settings and other sentences, drawn within a property.
inline Sentence anySentence(int levels = 3) {
    const auto text = [] { return *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)); };
    std::string pattern;
    std::vector<Argument> arguments;
    for (int left = *rc::gen::inRange(1, 4); left > 0; --left) {
        for (const char c : text())
            pattern.append(c == '{' || c == '}' ? 2 : 1, c);
        pattern += "{}";
        switch (*rc::gen::inRange(0, levels > 0 ? 4 : 2)) {
            case 0:
                arguments.emplace_back(text());
                break;
            case 1:
                arguments.emplace_back(NamedSetting{
                    *rc::gen::elementOf(allSettings),
                    *rc::gen::element(NamedSetting::As::Name, NamedSetting::As::Given, NamedSetting::As::Means,
                                      NamedSetting::As::LeftOut, NamedSetting::As::WhichFile, NamedSetting::As::NoFile),
                    text()});
                break;
            case 2:
                arguments.emplace_back(Sentence(text()));
                break;
            default:
                arguments.emplace_back(anySentence(levels - 1));
        }
    }
    return {pattern, std::move(arguments)};
}

}  // namespace adapterscope::test
