// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "core/common/CommandLinePhrasing.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

using As = NamedSetting::As;

std::string phrased(const NamedSetting& setting) {
    return CommandLinePhrasing().phrase(setting);
}

/// Shows what of a sentence is a setting.
class Marked : public Phrasing {
public:
    std::string phrase(const NamedSetting& setting) const override { return '<' + phrased(setting) + '>'; }
};

std::string marked(const Sentence& sentence) {
    return sentence.phrased(Marked());
}

}  // namespace

TEST_CASE("On the command line a setting is its option") {
    const std::map<Setting, std::string> options = {{Setting::TextColumn, "--text-column"},
                                                    {Setting::PairColumn, "--pair-column"},
                                                    {Setting::LabelColumn, "--label-column"},
                                                    {Setting::Separator, "--separator"},
                                                    {Setting::Header, "--header"},
                                                    {Setting::Quotes, "--quotes"},
                                                    {Setting::Encoding, "--encoding"},
                                                    {Setting::Positive, "--positive"},
                                                    {Setting::Split, "--split"},
                                                    {Setting::TrainFile, "--train"},
                                                    {Setting::DevFile, "--dev"},
                                                    {Setting::TestFile, "--test"},
                                                    {Setting::Pooling, "--pooling"},
                                                    {Setting::MaxLength, "--max-length"},
                                                    {Setting::KeepWeights, "--keep-weights"},
                                                    {Setting::Teacher, "--teacher"},
                                                    {Setting::Start, "--start"},
                                                    {Setting::Vocabulary, "--vocabulary"},
                                                    {Setting::Resume, "--resume"},
                                                    {Setting::Overwrite, "--overwrite"}};
    REQUIRE(options.size() == allSettings.size());
    for (const Setting setting : allSettings)
        CHECK(phrased({setting}) == options.at(setting));
}

TEST_CASE("On the command line a setting reads as its place in the sentence asks") {
    CHECK(phrased(setTo(Setting::Header, "no")) == "--header no");
    CHECK(phrased(givenAs(Setting::LabelColumn, "my mood")) == "--label-column \"my mood\"");
    CHECK(phrased(byMeansOf(Setting::Separator)) == "with --separator");
    CHECK(phrased(byMeansOf(Setting::KeepWeights, "all")) == "with --keep-weights all");
    CHECK(phrased(leavingOut(Setting::Split)) == "leave --split out");
    CHECK(phrased({Setting::DevFile, As::WhichFile}) == "say which with --dev");
    CHECK(phrased({Setting::TrainFile, As::NoFile}) == "Give the file with --train");
}

TEST_CASE("A sentence read from its text has the settings that it was made with") {
    for (const Setting setting : allSettings)
        for (const NamedSetting& named :
             {NamedSetting{setting}, setTo(setting, "no"), setTo(setting, "3"), setTo(setting, "2 or 3"),
              setTo(setting, "utf-16le or utf-16be"), setTo(setting, "cls or mean"), givenAs(setting, "a b"),
              givenAs(setting, "no"), givenAs(setting, ""), byMeansOf(setting), byMeansOf(setting, "all"),
              leavingOut(setting), NamedSetting{setting, As::WhichFile}, NamedSetting{setting, As::NoFile}})
            for (const Sentence& made :
                 {Sentence("{}", named), Sentence("{} or {}", named, named),
                  Sentence("See {}; {}, {}.", named, "{}", named), Sentence("\"a\" {} \"", named)}) {
                const Sentence read = sentenceFromText(made.text());
                CHECK(read.text() == made.text());
                CHECK(marked(read) == marked(made));
            }
}

TEST_CASE("Text that names no setting stays as it is") {
    for (const std::string text : {"", "--", "{} {0} }{", "--headers are --no-header", "a--header", "---header",
                                   "with, leave out", "--headerless --train-files", "x -- y --unknown no"})
        CHECK(marked(sentenceFromText(text)) == text);
    CHECK(marked(sentenceFromText("--header \"open")) == "<--header> \"open");
    CHECK(marked(sentenceFromText("--header yesterday")) == "<--header> yesterday");
    CHECK(marked(sentenceFromText("lower --max-length to 64 or less")) == "lower <--max-length> to 64 or less");
    CHECK(marked(sentenceFromText("leave out --header.")) == "leave out <--header>.");
    CHECK(marked(sentenceFromText("--dev dev.tsv: there")) == "<--dev> dev.tsv: there");
}
