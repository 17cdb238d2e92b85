// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/dispatch/FakeEngineScript.h"

#include <map>

Script readScript(const std::vector<std::string>& words) {
    Script script;
    const std::map<std::string, std::string*> texts = {{"--misbehave", &script.misbehave},
                                                       {"--once", &script.once},
                                                       {"--journal", &script.journal},
                                                       {"--stubborn", &script.stubborn},
                                                       {"--words", &script.words},
                                                       {"--grandchild", &script.grandchild},
                                                       {"--until", &script.until},
                                                       {"--tuning", &script.tuning},
                                                       {"--cpu", &script.cpu},
                                                       {"--best-rate", &script.bestRate},
                                                       {"--diverge-from", &script.divergeFrom}};
    const std::map<std::string, int*> numbers = {
        {"--protocol", &script.protocol},   {"--steps", &script.steps},   {"--at", &script.at},
        {"--only-seed", &script.onlySeed},  {"--mutate", &script.mutate}, {"--settle", &script.settle},
        {"--quit-after", &script.quitAfter}};
    const std::map<std::string, bool*> switches = {{"--hold", &script.hold},
                                                   {"--hold-probes", &script.holdProbes},
                                                   {"--deaf", &script.deaf},
                                                   {"--chatty", &script.chatty},
                                                   {"--mute", &script.mute}};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (const auto found = switches.find(words[i]); found != switches.end())
            *found->second = true;
        else if (const auto text = texts.find(words[i]); text != texts.end())
            *text->second = words.at(++i);
        else if (const auto number = numbers.find(words[i]); number != numbers.end())
            *number->second = std::stoi(words.at(++i));
    }
    return script;
}
