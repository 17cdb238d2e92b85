// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runs/Remarks.h"

#include <map>
#include <set>
#include <string_view>

#include "core/common/Quantity.h"

namespace adapterscope {

namespace {

/// Whether the sentence starts with it or with a file of that name: "d: …", "/tables/d.tsv, line 3: …". A path may hold
/// blanks.
bool names(const std::string& sentence, const std::string& about) {
    if (sentence.substr(0, sentence.find_first_of(":, ")).find(about) != std::string::npos)
        return true;
    const auto isAt = [&](std::size_t place) {
        const std::string_view rest = std::string_view(sentence).substr(place);
        return rest.starts_with(about) &&
               (about.ends_with('/') || rest.substr(about.size()).find_first_of("/.:, ") == 0);
    };
    if (!sentence.starts_with('/'))
        return isAt(0);
    bool found = isAt(0);
    for (std::size_t slash = 0; !found && slash < sentence.find(": "); slash = sentence.find('/', slash + 1))
        found = isAt(slash + 1);
    return found;
}

}  // namespace

std::vector<Sentence> inWords(const std::vector<Remark>& remarks) {
    std::vector<const Remark*> firsts;                       // of each sentence
    std::map<std::string, std::set<std::string>> allAbouts;  // by sentence
    for (const Remark& remark : remarks) {
        std::set<std::string>& abouts = allAbouts[remark.sentence.text()];
        if (abouts.empty())
            firsts.push_back(&remark);
        abouts.insert(remark.about);
    }
    std::vector<Sentence> words;
    for (const Remark* first : firsts) {
        if (names(first->sentence.text(), first->about)) {
            words.push_back(first->sentence);
            continue;
        }
        const std::size_t others = allAbouts[first->sentence.text()].size() - 1;
        if (others == 0)
            words.push_back({"{}: {}", first->about, first->sentence});
        else
            words.push_back(
                {"{} and {}: {}", first->about, Counted{static_cast<std::int64_t>(others), "other"}, first->sentence});
    }
    return words;
}

}  // namespace adapterscope
