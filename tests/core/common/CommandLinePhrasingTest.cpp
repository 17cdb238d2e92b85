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
                                                    {Setting::Overwrite, "--overwrite"},
                                                    {Setting::Base, "--base"}};
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
    CHECK(phrased({Setting::DevFile, As::WhichFile}) == "name it with --dev");
    CHECK(phrased({Setting::TrainFile, As::NoFile}) == "Give the file with --train");
}
