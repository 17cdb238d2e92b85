// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "tests/support/Support.h"
#include "ui/window/WindowArguments.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The window reads its command line") {
    const auto arguments = parseWindowArguments(
        {"p.adapterscope", "--page", "sweep", "--palette", "dark", "--size", "1280x800", "--screenshot", "a.png"});
    CHECK(arguments.project == "p.adapterscope");
    CHECK(arguments.page == "sweep");
    CHECK(arguments.palette == theme::Mode::Dark);
    CHECK(arguments.size == QSize(1280, 800));
    CHECK(arguments.screenshot == "a.png");
    CHECK(parseWindowArguments({}).project.isEmpty());
    CHECK(parseWindowArguments({"p", "--figure", "budget", "--out", "f.SVG"}).figure == "budget");
    CHECK(parseWindowArguments({"p", "--figure", "budget", "--out", "f.SVG", "--filter=m=8 done"}).filter ==
          "m=8 done");
}

TEST_CASE("The window takes a size of text and leaves Qt's own options to Qt") {
    const WindowArguments arguments =
        parseWindowArguments({"-platform", "offscreen", "p", "--style=fusion", "--text-size", "14", "-reverse"});
    CHECK(arguments.project == "p");
    CHECK(arguments.textSize == 14);
    CHECK(arguments.choosesPlatform);
    CHECK_FALSE(parseWindowArguments({"p"}).choosesPlatform);
    CHECK(parseWindowArguments({"--", "-platform"}).project == "-platform");
    // Qt takes only a style's value in the same word.
    CHECK_THROWS_MATCHES(parseWindowArguments({"--platform=offscreen"}), Error, says("platform"));
}

TEST_CASE("The window refuses words that it does not understand and names them") {
    const auto refuses = [](const QStringList& words, const char* named) {
        CAPTURE(words.join(' ').toStdString());
        CHECK_THROWS_MATCHES(parseWindowArguments(words), Error, says(named));
        try {
            parseWindowArguments(words);
        } catch (const Error& error) {
            CHECK(error.exitCode() == 2);
        }
    };
    refuses({"--page", "nowhere"}, "nowhere");
    refuses({"--page", "train"}, "train");
    refuses({"--palette", "pink"}, "pink");
    refuses({"--size", "12"}, "12");
    refuses({"--size", "0x800"}, "0x800");
    refuses({"--screenshot", "a.bmp"}, "a.bmp");
    refuses({"--figure", "budget", "p"}, "--out");
    refuses({"--figure", "budget", "--out", "f.pdf"}, "budget");
    refuses({"p", "--figure", "budget", "--out", "f.txt"}, "f.txt");
    refuses({"p", "--figure", ""}, "--figure: the value is empty");
    refuses({"p", "--run="}, "--run: the value is empty");
    refuses({"--nonsense"}, "nonsense");
    refuses({"--text-size", "large"}, "large");
    refuses({"--text-size", "6"}, "6");
    refuses({"-platforms", "offscreen"}, "p");
    refuses({"a", "b"}, "a, b");
}
