// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Support.h"
#include "ui/look/NumberText.h"
#include "ui/session/Choice.h"
#include "ui/session/ShellCommand.h"
#include "ui/session/WindowWords.h"
#include "ui/window/DroppedPath.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("Numbers are shown with separators and three digits") {
    CHECK(withSeparators(2379264) == "2,379,264");
    CHECK(withSeparators(0) == "0");
    CHECK(percentText(2.8123) == "2.81 %");
    CHECK(percentText(0.01234) == "0.0123 %");
    CHECK(percentText(100) == "100 %");
    CHECK(percentText(0) == "0 %");
    CHECK(bytesText(999) == "999 bytes");
    CHECK(bytesText(540680) == "541 kB");
    CHECK(bytesText(9517056) == "9.52 MB");
    CHECK(bytesText(438000000) == "438 MB");
    CHECK(bytesText(1340000000) == "1.34 GB");
}

TEST_CASE("The window names its controls where the command line names options") {
    CHECK(inWindowWords(QString("max length is 128, but the base mine has only 64 positions: lower --max-length to 64 "
                                "or less.")) ==
          "Max length is 128, but the base mine has only 64 positions: lower "
          "\"Longest text\" on the Sweep page to 64 or less.");
}

TEST_CASE("The command line quotes what a shell would take apart") {
    Choice choice;
    choice.design = parseDesign("houlsby:m=16");
    choice.base = "/data/my base";
    choice.task = taskNamed("it's.tsv");
    choice.task.limitTrain = 2000;
    CHECK(trainCommand(choice) ==
          "adapterscope-cli train houlsby:m=16 --base '/data/my base' --task 'it'\\''s.tsv' --limit-train 2000");
}

TEST_CASE("A choice survives the project's text") {
    Choice choice;
    choice.design = parseDesign("pfeiffer:m=12,sigma=1e-3");
    choice.base = "/some/base";
    choice.task = taskNamed("own.tsv");
    choice.task.labelColumn = "2";
    CHECK(choiceFromJsonText(toJsonText(choice)) == choice);
    CHECK_THROWS(choiceFromJsonText("{}"));
    CHECK_THROWS(choiceFromJsonText("no json"));
}

TEST_CASE("Dropped things are told apart by what they are") {
    TempFolder folder;
    std::filesystem::create_directories(folder / "base");
    std::filesystem::create_directories(folder / "data");
    writeFile(folder / "base/config.json", "{}");
    writeFile(folder / "rows.tsv", "a\tb\n");
    writeFile(folder / "p.adapterscope", "");
    writeFile(folder / "renamed", "SQLite format 3");
    const auto kind = [&](const char* name) { return kindOfDropped(QString::fromStdString((folder / name).string())); };
    CHECK(kind("base") == DroppedKind::Base);
    CHECK(kind("data") == DroppedKind::Task);
    CHECK(kind("rows.tsv") == DroppedKind::Task);
    CHECK(kind("p.adapterscope") == DroppedKind::Project);
    CHECK(kind("renamed") == DroppedKind::Project);
}
