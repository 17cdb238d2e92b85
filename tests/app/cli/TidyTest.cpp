// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "core/common/ProcessStart.h"
#include "tests/app/cli/CommandLine.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// Two designs with three seeds each, all done.
struct Trained : TinyWorkplace {
    std::vector<std::string> sweep = {"sweep", "head",    "layernorm", "--base",    base,    "--task",
                                      task,    "--seeds", "3",         "--project", project, "--json"};

    Trained() {
        const Outcome swept = train();
        INFO(swept.err);
        REQUIRE(swept.code == 0);
    }
    Outcome train() const { return run(sweep, {}, {{"ADAPTERSCOPE_ENGINE", inQuotes(FAKE_ENGINE)}}); }
    Outcome runs(std::vector<std::string> words) const {
        words.insert(words.begin(), {"runs", project});
        return run(words);
    }
    std::size_t listed(std::vector<std::string> words) const {
        words.push_back("--json");
        return runs(words).json().size();
    }
};

/// The program at a terminal at which this is typed; what it prints there, and on standard output.
Outcome atTerminal(const std::vector<std::string>& arguments, const std::string& typed) {
    const TempFolder folder;
    const Descriptor person(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    REQUIRE(person);
    REQUIRE(grantpt(person.number()) == 0);
    REQUIRE(unlockpt(person.number()) == 0);
    Descriptor terminal(open(ptsname(person.number()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    const Descriptor out(open((folder / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    REQUIRE(write(person.number(), typed.data(), typed.size()) == static_cast<ssize_t>(typed.size()));
    std::vector<std::string> words = {ADAPTERSCOPE_CLI};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const int code = exitCodeOf(startProcess({.program = words.front(),
                                              .words = words,
                                              .input = terminal.number(),
                                              .output = out.number(),
                                              .errors = terminal.number()}));
    terminal.close();  // then reading ends
    std::string shown;
    char bytes[4096];
    for (ssize_t count; (count = read(person.number(), bytes, sizeof bytes)) > 0;)
        shown.append(bytes, static_cast<std::size_t>(count));
    return {code, readFile(folder / "out"), shown};
}

}  // namespace

TEST_CASE("Archived runs are in no list, average or figure, and are not trained again") {
    const Trained place;
    const Outcome archived = place.runs({"head", "--archive"});
    CHECK(archived.code == 0);
    CHECK(archived.out == "3 runs archived\n");
    CHECK(place.listed({}) == 3);
    CHECK(place.listed({"archived"}) == 3);
    CHECK(place.listed({"archived=any"}) == 6);
    const Outcome compared = run({"compare", place.project, "--json"});
    CHECK(compared.json().size() == 1);
    CHECK_THAT(compared.err, Catch::Contains("Left out: 3 archived runs"));
    CHECK(run({"compare", place.project, "archived=any", "--json"}).json().size() == 2);
    CHECK_THAT(place.runs({"archived"}).out, Catch::Contains("done, archived"));

    const auto summary = place.train().json();
    CHECK(summary["skipped"] == 6);
    CHECK(summary["done"] == 0);
    CHECK(place.listed({}) == 3);

    CHECK(place.runs({"layernorm", "--archive"}).out == "3 runs archived\n");
    const Outcome none = place.runs({"--archive"});
    CHECK(none.out == "0 runs archived\n");
    CHECK_THAT(none.err, Catch::Contains("Left out: 6 archived runs"));
    CHECK(place.runs({"archived=any", "--archive"}).out == "6 runs archived (as before)\n");
    CHECK(place.runs({"seed=0", "--unarchive"}).out == "2 runs taken out of the archive\n");
    CHECK(place.runs({"--unarchive"}).out == "4 runs taken out of the archive\n");
    CHECK(place.listed({}) == 6);
}

TEST_CASE("Tags and notes are listed, in JSON and CSV too, and named by filters") {
    const Trained place;
    const Outcome tagged = place.runs({"head", "--tag", "paper", "--tag", "second try", "--note", "as in table 2"});
    INFO(tagged.err);
    CHECK(tagged.out == "3 runs tagged paper, tagged second try and noted\n");
    CHECK(place.runs({"seed=0", "--tag", "Paper"}).out == "2 runs tagged Paper (1 of them as before)\n");
    const auto list = place.runs({"tag:paper", "head", "--json"}).json();
    REQUIRE(list.size() == 3);
    for (const auto& entry : list) {
        CHECK(entry["tags"] == nlohmann::json({"paper", "second try"}));
        CHECK(entry["note"] == "as in table 2");
        CHECK(entry["archived"] == false);
    }
    CHECK(place.listed({"tag:paper"}) == 4);
    CHECK(place.listed({"tag!=paper"}) == 2);
    CHECK(place.listed({"tag:second try"}) == 3);
    const std::string csv = place.runs({"head", "--csv"}).out;
    CHECK_THAT(csv, Catch::Contains(",tags,note,archived,"));
    CHECK_THAT(csv, Catch::Contains(",\"paper, second try\",as in table 2,false,"));
    const std::string text = place.runs({}).out;
    CHECK_THAT(text, Catch::Contains("paper, second try") && Catch::Contains(": as in table 2"));
    CHECK(place.runs({"--untag", "PAPER", "--unnote"}).out ==
          "6 runs no longer tagged PAPER and left without a note (2 of them as before)\n");
    CHECK(place.listed({"tag:paper"}) == 0);
    CHECK(place.runs({"head", "--json"}).json().at(0)["note"].get<std::string>().empty());
    CHECK(place.runs({"head", "--note", ""}).code == 2);  // as from a variable that is not set
    const auto changed = place.runs({"head", "--tag", "new", "--json"}).json();
    CHECK(changed["ids"].size() == 3);
    CHECK(changed["changed"] == 3);
    const Outcome refused = place.runs({"--tag", "a,b"});
    CHECK(refused.code == 3);
    CHECK_THAT(refused.err, Catch::Contains("\"a,b\" cannot be a tag"));
}

TEST_CASE("Deleting needs a filter or a yes") {
    const Trained place;
    const Outcome careless = place.runs({"--delete"});
    CHECK(careless.code == 2);
    CHECK_THAT(careless.err, Catch::Contains("would remove 6 runs from " + place.project + " for good"));
    CHECK(place.listed({}) == 6);
    CHECK(place.runs({"--delete", "--archive"}).code == 2);
    CHECK(place.runs({"head", "--csv", "--archive"}).code == 2);
    CHECK(place.runs({"head", "seed=1", "--delete"}).out == "1 run deleted\n");
    CHECK(place.runs({"head", "seed=1", "--delete"}).out == "0 runs deleted\n");
    CHECK(place.train().json()["done"] == 1);  // it is missing
    CHECK(place.runs({"--delete", "--yes"}).out == "6 runs deleted\n");
    CHECK(place.listed({"archived=any"}) == 0);
}

TEST_CASE("A person at a terminal is asked before runs are deleted") {
    const Trained place;
    const std::vector<std::string> deletion = {"runs", place.project, "head", "--delete"};
    for (const char* answer : {"n\n", "\n"}) {
        const Outcome refused = atTerminal(deletion, answer);
        CHECK(refused.code == 0);
        CHECK_THAT(refused.err, Catch::Contains("Delete 3 runs of " + place.project + " for good? [y/N]"));
        CHECK(refused.out == "0 runs deleted\n");
    }
    CHECK(place.listed({}) == 6);
    CHECK(atTerminal(deletion, "y\n").out == "3 runs deleted\n");
    CHECK(place.listed({}) == 3);
    const Outcome none = atTerminal(deletion, "\n");
    CHECK(none.err.find("for good?") == std::string::npos);  // nothing to delete
    const Outcome sure = atTerminal({"runs", place.project, "layernorm", "--delete", "--yes"}, "\n");
    CHECK(sure.err.find("for good?") == std::string::npos);
    CHECK(sure.out == "3 runs deleted\n");
    CHECK(atTerminal({"runs", place.project, "--delete"}, "y\n").code == 2);
}
