// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/common/Error.h"
#include "core/experiment/comparison/FilterWords.h"
#include "core/experiment/comparison/RunFilter.h"
#include "core/experiment/runs/Factors.h"
#include "tests/core/experiment/ExperimentFixtures.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord recordOf(const std::string& id, const std::string& design, double dev, Status status = Status::Done) {
    RunRecord record;
    record.id = id;
    record.spec = specOf(design);
    record.result = resultOf(dev, status);
    return record;
}

std::vector<RunRecord> someRuns() {
    std::vector<RunRecord> runs = {recordOf("a", "houlsby:m=8", 0.8), recordOf("b", "houlsby:m=64", 0.9),
                                   recordOf("c", "bitfit", 0.7), recordOf("d", "houlsby:m=8", 0, Status::Diverged)};
    runs[1].spec.hyperparameters.learningRate = 3e-3;
    runs[2].spec.taskName = "My Task";
    runs[2].spec.taskHash = "other";
    runs[3].result.dev.reset();
    return runs;
}

std::string idsOf(const std::string& filter) {
    std::string ids;
    for (const RunRecord& run : RunFilter(filter).of(someRuns()))
        ids += run.id;
    return ids;
}

}  // namespace

TEST_CASE("Comparisons leave pilots out unless the filter names them") {
    std::vector<RunRecord> runs = someRuns();
    runs[1].isPilot = true;
    const auto idsOf = [&](const std::string& text, RunFilter::Pilots pilots) {
        std::string ids;
        for (const RunRecord& run : RunFilter(text, pilots).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsOf("", RunFilter::Pilots::Matched) == "abcd");
    CHECK(idsOf("", RunFilter::Pilots::LeftOut) == "acd");
    CHECK(idsOf("done", RunFilter::Pilots::LeftOut) == "ac");
    CHECK(idsOf("pilot", RunFilter::Pilots::LeftOut) == "b");
    CHECK(idsOf("Pilot done", RunFilter::Pilots::Matched) == "b");
    CHECK(idsOf("pilot=no", RunFilter::Pilots::Matched) == "acd");
    const std::vector<std::string> words = filterWords(runs, Factors::of(runs));
    CHECK(std::find(words.begin(), words.end(), "pilot") != words.end());
}

TEST_CASE("A filter keeps the runs for which every word is true") {
    CHECK(idsOf("") == "abcd");
    CHECK(idsOf("m=8") == "ad");
    CHECK(idsOf("m!=8") == "bc");
    CHECK(idsOf("m=8 done") == "a");
    CHECK(idsOf("lr>=3e-3") == "b");
    CHECK(idsOf("learning_rate=0.001") == "acd");
    CHECK(idsOf("dev>0.75 dev<=0.9") == "ab");
    CHECK(idsOf("dev!=0.9") == "acd");
    CHECK(idsOf("DIVERGED") == "d");
    CHECK(idsOf("status!=done") == "d");
    CHECK(idsOf("task=\"my task\"") == "c");
    CHECK(idsOf("\"my t\"") == "c");
    CHECK(idsOf("houlsby m=64") == "b");
    CHECK(idsOf("method=bitfit batch=32 seed=0") == "c");
    CHECK(idsOf("m=9").empty());
}

TEST_CASE("Tasks and bases of one name are meant together by it, or each by what tells it apart") {
    std::vector<RunRecord> runs = {recordOf("a", "head", 0.8), recordOf("b", "head", 0.8), recordOf("c", "head", 0.8),
                                   recordOf("d", "head", 0.8)};
    for (RunRecord& run : runs) {
        run.spec.taskName = "reviews";
        run.spec.taskHash = run.id + "0000000";
    }
    runs[2].spec.task.limitTrain = 200;
    runs[3].spec.taskName = "topic";
    runs[3].spec.base = "/models/tiny-bert";
    runs[3].spec.baseHash = "other";
    const auto idsOf = [&](const std::string& filter) {
        std::string ids;
        for (const RunRecord& run : RunFilter(filter).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsOf("task=reviews") == "abc");
    CHECK(idsOf("task!=reviews") == "d");
    CHECK(idsOf("task=\"reviews, all rows (a00000)\"") == "a");
    CHECK(idsOf("task!=\"reviews, all rows (a00000)\"") == "bcd");
    CHECK(idsOf("task=\"reviews, 200 rows\"") == "c");
    CHECK(idsOf("limit_train=200") == "c");
    CHECK(idsOf("limit_train=all") == "abd");
    CHECK(idsOf("base=tiny-bert") == "d");
    CHECK(idsOf("base=/models/tiny-bert") == "d");
    const std::vector<std::string> words = filterWords(runs, Factors::of(runs));
    for (const char* word : {"task=reviews", "task=\"reviews, 200 rows\"", "task=topic", "limit_train=200"})
        CHECK(std::count(words.begin(), words.end(), word) == 1);
}

TEST_CASE("A filter names what runs cost, and runs that did not record it only differ from a number") {
    auto runs = someRuns();
    runs[0].result.costs = RunCosts{.stored = 4000, .bytes = 16000, .percent = 0.25, .multiplyAdds = 4096};
    runs[1].result.costs = RunCosts{.stored = 34000, .bytes = 136000, .percent = 1.5, .multiplyAdds = 0};
    const auto idsIn = [&](const std::string& filter) {
        std::string ids;
        for (const RunRecord& run : RunFilter(filter).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsIn("stored>=4000") == "ab");
    CHECK(idsIn("stored<5e3 done") == "a");
    CHECK(idsIn("bytes=136000") == "b");
    CHECK(idsIn("percent<=0.25") == "a");
    CHECK(idsIn("multiply_adds=0") == "b");
    CHECK(idsIn("stored!=4000") == "bcd");
    CHECK(idsOf("stored>=0").empty());  // no run recorded it
    const auto has = [](const std::vector<RunRecord>& some, const std::string& word) {
        const auto words = filterWords(some, Factors::of(some));
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    for (const char* word : {"stored<", "bytes<", "percent<", "multiply_adds<"}) {
        CAPTURE(word);
        CHECK(has(runs, word));
        CHECK_FALSE(has(someRuns(), word));
    }
}

TEST_CASE("A plain word is looked for in a run's label, names, status and note") {
    auto runs = someRuns();
    runs[3].result.message = "The loss became NaN at step 17.";
    runs[1].spec.base = "/models/Large/tiny";
    const auto idsIn = [&](const std::string& filter) {
        std::string ids;
        for (const RunRecord& run : RunFilter(filter).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsIn("3e-3") == "b");  // as labels write the rate
    CHECK(idsIn("large/") == "b");
    CHECK(idsIn("diver") == "d");
    CHECK(idsIn("nan") == "d");
    CHECK(idsIn("houlsby") == "abd");
    CHECK(idsIn("nothing").empty());
}

TEST_CASE("The id of a run does not find the fusions of its adapters") {
    const std::string fused = "0123456789abcdef", other = "fedcba9876543210";
    const std::vector<RunRecord> runs = {recordOf(fused, "pfeiffer:m=8", 0.8),
                                         recordOf("c", "fusion:of=" + fused + "+" + other, 0.9)};
    for (const std::string& word : {fused, fused.substr(0, 6)}) {
        const auto found = RunFilter(word).of(runs);
        REQUIRE(found.size() == 1);
        CHECK(found[0].id == fused);
    }
    CHECK(RunFilter("of=" + fused + "+" + other).of(runs).size() == 1);
    CHECK(RunFilter("fusion").of(runs).size() == 1);
}

TEST_CASE("A filter knows the names of a run that cannot be read") {
    const UnreadableRun run{"0123456789abcdef", "prompt:n=8", "builtin",
                            "My Task",          "done",       "There is no method 'prompt'."};
    for (const char* matching :
         {"", "prompt", "prompt readable", "task=\"my task\"", "id=0123456789abcdef", "base!=other"}) {
        CAPTURE(matching);
        CHECK(RunFilter(matching).matches(run));
    }
    for (const char* other : {"houlsby", "done", "seed!=1", "n=8", "task!=\"my task\""}) {
        CAPTURE(other);
        CHECK_FALSE(RunFilter(other).matches(run));
    }
}

TEST_CASE("The words of a filter name what the runs have, what varies first, and each can be read") {
    const auto runs = someRuns();
    const Factors factors = Factors::of(runs);
    const auto words = filterWords(runs, factors);
    const auto placeOf = [&](const std::string& word) {
        CAPTURE(word);
        const auto found = std::find(words.begin(), words.end(), word);
        REQUIRE(found != words.end());
        return found - words.begin();
    };
    CHECK(placeOf("m=8") < placeOf("m=64"));
    CHECK(placeOf("m=") + 1 == placeOf("m=8"));
    CHECK(placeOf("m=64") < placeOf("m>=8"));
    CHECK(placeOf("task=\"My Task\"") < placeOf("diverged"));
    CHECK(std::find(words.begin(), words.end(), "batch>=32") == words.end());  // all have it
    CHECK(placeOf("lr=3e-3") < placeOf("batch=32"));
    CHECK(placeOf("seed=0") < placeOf("batch=32"));
    CHECK(std::find(words.begin(), words.end(), "waiting") == words.end());
    for (const std::string& word : words) {
        const std::string whole = word.find_last_of("=<>") == word.size() - 1 ? word + "1" : word;
        CAPTURE(whole);
        CHECK_NOTHROW(RunFilter(whole).matches(runs, factors));
    }
    CHECK_NOTHROW(filterWords({}, Factors::of(std::vector<RunRecord>())));
}

TEST_CASE("Archived runs match only if a word requests them") {
    auto runs = someRuns();
    runs[1].marks.archived = true;
    const auto idsIn = [&](const RunFilter& filter) {
        std::string ids;
        for (const RunRecord& run : filter.of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsIn(RunFilter("")) == "acd");
    CHECK(idsIn(RunFilter("archived=no")) == "acd");
    CHECK(idsIn(RunFilter("houlsby")) == "ad");
    CHECK(idsIn(RunFilter("Archived")) == "b");
    CHECK(idsIn(RunFilter("archived=yes m=8")).empty());
    CHECK(idsIn(RunFilter("archived=any done")) == "abc");
    RunFilter unasked("m!=8"), asked("archived");
    unasked.setArchived(RunFilter::Archived::Any);
    asked.setArchived(RunFilter::Archived::Any);
    CHECK(idsIn(unasked) == "bc");
    CHECK(idsIn(asked) == "b");
    CHECK(unasked.matches(runs, Factors::of(runs)) == std::vector<bool>{false, true, true, false});
    CHECK(RunFilter("").leavesArchivedOut());
    CHECK_FALSE(asked.leavesArchivedOut());
    CHECK_FALSE(RunFilter("archived").matches(UnreadableRun()));
    const auto left = unarchived(runs);
    CHECK(left.size() == 3);
    for (const char* word : {"archived=maybe", "archived!=yes", "archived>1"})
        CHECK_THROWS_MATCHES(RunFilter(word), Error, says(std::string("\"") + word + "\" is not a filter condition"));
    const auto words = filterWords(runs, Factors::of(runs));
    CHECK(std::find(words.begin(), words.end(), "archived") != words.end());
    const auto without = filterWords(left, Factors::of(left));
    CHECK(std::find(without.begin(), without.end(), "archived") == without.end());
}

TEST_CASE("A filter names tags, and finds texts in tags and notes") {
    auto runs = someRuns();
    runs[0].marks.tags = {"Paper", "second try"};
    runs[1].marks.tags = {"second try"};
    runs[2].marks.note = "Compare with Table 2";
    const auto idsIn = [&](const std::string& filter) {
        std::string ids;
        for (const RunRecord& run : RunFilter(filter).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsIn("tag:paper") == "a");
    CHECK(idsIn("tag=PAPER") == "a");
    CHECK(idsIn("tag!=paper") == "bcd");
    CHECK(idsIn("tag:\"second try\"") == "ab");
    CHECK(idsIn("tag:\"second try\" tag:paper") == "a");
    CHECK(idsIn("tag:pape").empty());
    CHECK(idsIn("pape") == "a");
    CHECK(idsIn("\"table 2\"") == "c");
    CHECK_THROWS_MATCHES(RunFilter("m=8 tag:"), Error, says("write a tag after it"));
    const auto words = filterWords(runs, Factors::of(runs));
    for (const char* word : {"tag:Paper", "tag:\"second try\""})
        CHECK(std::find(words.begin(), words.end(), word) != words.end());
}

TEST_CASE("A filter that cannot be read is refused by its word") {
    const auto refused = [](const std::string& filter, const std::string& text) {
        CAPTURE(filter);
        CHECK_THROWS_MATCHES(RunFilter(filter).of(someRuns()), Error, says(text));
    };
    refused("m=", "\"m=\" is not a filter condition");
    refused("=8", "\"=8\" is not a filter condition");
    refused("m==8", "\"m==8\" is not a filter condition");
    refused("m=>8", "\"m=>8\" is not a filter condition");
    refused("dev>high", "\"dev>high\" needs a number after >");
    refused("task=\"x", "an unclosed quotation mark");
    refused("batches=32", "No run here has \"batches\"");
    CHECK(RunFilter("nothing=1").of({}).empty());
}

TEST_CASE("A filter finds a text in quotation marks, as its completion writes it") {
    const std::vector<RunRecord> runs = {recordOf("a", R"(prompt:init="classify the sentiment")", 0.5),
                                         recordOf("b", R"(prompt:init="word")", 0.6), recordOf("c", "prompt", 0.7)};
    const auto idsOf = [&](const std::string& filter) {
        std::string ids;
        for (const RunRecord& run : RunFilter(filter).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsOf(R"(init="classify the sentiment")") == "a");
    CHECK(idsOf(R"("the sentiment")") == "a");
    CHECK(idsOf("init=word") == "b");
    CHECK(idsOf("init=vocabulary") == "c");
    const std::vector<std::string> words = filterWords(runs, Factors::of(runs));
    for (const char* word : {R"(init="classify the sentiment")", "init=word", "init=vocabulary"})
        CHECK(std::find(words.begin(), words.end(), word) != words.end());
}

TEST_CASE("A condition with several values holds for each of them") {
    CHECK(idsOf("m=8|64") == "abd");
    CHECK(idsOf("m=8,64") == "abd");
    CHECK(idsOf("m=8|9") == "ad");
    CHECK(idsOf("m!=8|64") == "c");
    CHECK(idsOf("m!=8,64") == "c");
    CHECK(idsOf("lr=1e-3|0.003 done") == "abc");
    CHECK(idsOf("task=\"my task | nothing\"") == "c");
    CHECK(idsOf("done|diverged") == "abcd");
    CHECK(idsOf("Failed|Diverged") == "d");
    CHECK_THROWS_MATCHES(RunFilter("dev>0.7|0.8"), Error, says("needs a number after >"));
}

TEST_CASE("A value that a run has is that value, whatever is in it") {
    std::vector<RunRecord> runs = {recordOf("a", R"(prompt:init="a|b")", 0.5), recordOf("b", R"(prompt:init="a")", 0.6),
                                   recordOf("c", "houlsby:m=8", 0.7), recordOf("d", "houlsby:m=8,sigma=0", 0.7)};
    runs[0].marks.note = "either a|b or c";
    const auto idsIn = [&](const std::string& filter) {
        std::string ids;
        for (const RunRecord& run : RunFilter(filter).of(runs))
            ids += run.id;
        return ids;
    };
    CHECK(idsIn("init=a|b") == "a");
    CHECK(idsIn("init=a|b|c") == "b");
    CHECK(idsIn("a|b") == "a");
    CHECK(idsIn("design=houlsby:m=8,sigma=0") == "d");
    CHECK(idsIn("design=houlsby:m=8,sigma=1").empty());  // not houlsby:m=8
    CHECK(idsIn("design=houlsby:m=8|houlsby:m=8,sigma=0") == "cd");
    const UnreadableRun unreadable{"0123456789abcdef", "prompt:n=8", "builtin", "a|b", "done", "There is no method."};
    CHECK(RunFilter("task=a|b").matches(unreadable));
    CHECK_FALSE(RunFilter("task=x|a|b").matches(unreadable));
    CHECK(RunFilter("base=minilm|builtin").matches(unreadable));
}

TEST_CASE("What no run has is explained by what there is") {
    const auto explained = [](const std::string& filter) {
        std::vector<Sentence> unmet;
        RunFilter(filter).of(someRuns(), &unmet);
        return joined(unmet, " ").text();
    };
    CHECK(explained("m=9") == "No run has m=9; there are 8 and 64.");
    CHECK(explained("m=abc") == "No run has m=abc; there are 8 and 64.");
    CHECK(explained("m=9,10") == "No run has m=9,10; there are 8 and 64.");
    CHECK(explained("m=8|9") == "No run has m=9; there are 8 and 64.");
    CHECK(explained("lr=1") == "No run has lr=1; there are 1e-3 and 3e-3.");
    CHECK(explained("m>64 done") == "No run has m>64; there are 8 and 64.");
    CHECK(explained("task=\"my tusk\"") ==
          "No run has task=\"my tusk\"; there are \"My Task\" and sentiment. Did you mean \"My Task\"?");
    CHECK(explained("donee") ==
          "No run has the text \"donee\" in its label, names, tags or note. Did you mean \"done\"?");
    CHECK(explained("houlsbi|bitfit") ==
          "No run has the text \"houlsbi\" in its label, names, tags or note. Did you mean \"houlsby\"?");
    CHECK(explained("archive") ==
          "No run has the text \"archive\" in its label, names, tags or note. Did you mean \"archived\"?");
    CHECK(explained("failed") == "No run has status=failed; there are diverged and done.");
    CHECK(explained("tag:paper") == "No run has tag=paper; none has a value for tag.");
    CHECK(explained("batch=8") == "No run has batch=8; there is only 32.");
    for (const char* fitting : {"", "m=8", "m=8|64", "m!=9", "m=8 bitfit"}) {
        CAPTURE(fitting);
        CHECK(explained(fitting).empty());  // the last: there are such runs, but not both in one
    }
}

TEST_CASE("Of many values the range of their numbers is given, or the first of them") {
    std::vector<RunRecord> runs;
    for (int i = 0; i < 12; ++i) {
        runs.push_back(recordOf("r" + std::to_string(i), "houlsby:m=8", 0.5));
        runs.back().spec.seed = static_cast<std::uint64_t>(i);
        runs.back().marks.tags = {"tag " + std::string(1, static_cast<char>('a' + i))};
    }
    const auto explained = [&](const std::string& filter) {
        std::vector<Sentence> unmet;
        RunFilter(filter).of(runs, &unmet);
        return joined(unmet, " ").text();
    };
    CHECK(explained("seed=12") == "No run has seed=12; there are values from 0 to 11.");
    CHECK(explained("tag=other") ==
          "No run has tag=other; there are \"tag a\", \"tag b\", \"tag c\", \"tag d\", \"tag e\", \"tag f\", \"tag g\" "
          "and 5 more.");
}
