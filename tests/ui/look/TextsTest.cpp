// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

#include "tests/support/Support.h"
#include "ui/look/Counts.h"
#include "ui/look/NumberText.h"
#include "ui/look/Texts.h"

using namespace adapterscope;

namespace {

struct Text {
    QByteArray context, source;
    QStringList forms;
};

QString inSources(const char* path) {
    return QString::fromStdString((test::sourceFolder() / path).string());
}

QByteArray fileOf(const QString& path) {
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// What the translation's source file holds.
std::vector<Text> allTexts() {
    std::vector<Text> texts;
    QByteArray context;
    QXmlStreamReader xml(fileOf(inSources("resources/translations/adapterscope_en.ts")));
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText().toUtf8();
        else if (xml.name() == QLatin1String("source"))
            texts.push_back({context, xml.readElementText().toUtf8(), {}});
        else if (xml.name() == QLatin1String("numerusform"))
            texts.back().forms << xml.readElementText();
    }
    REQUIRE_FALSE(xml.hasError());
    return texts;
}

/// The texts with a number in the window's sources, whichever class they belong to.
QSet<QByteArray> textsInSources() {
    static const QRegularExpression call(R"re(((?:"(?:[^"\\]|\\.)*"\s*)+),\s*nullptr,)re");
    static const QRegularExpression literal(R"re("((?:[^"\\]|\\.)*)")re");
    QSet<QByteArray> found;
    QDirIterator files(inSources("ui"), {"*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString content = QString::fromUtf8(fileOf(files.next()));
        for (auto calls = call.globalMatch(content); calls.hasNext();) {
            QString text;
            const QString written = calls.next().captured(1);
            for (auto parts = literal.globalMatch(written); parts.hasNext();)
                text += parts.next().captured(1);
            found << text.toUtf8();
        }
    }
    return found;
}

}  // namespace

TEST_CASE("Every text with a number has its form for one and its form for none, two and many") {
    const std::vector<Text> texts = allTexts();
    REQUIRE(texts.size() > 30);
    for (const Text& text : texts) {
        CAPTURE(text.context.toStdString(), text.source.toStdString());
        REQUIRE(text.forms.size() == 2);
        CHECK(text.forms[0] != text.forms[1]);
        for (const std::int64_t number : {0LL, 1LL, 2LL, 1234LL, 30'000'000'000LL}) {
            const QString shown = QCoreApplication::translate(text.context, text.source, nullptr, plural(number));
            CHECK(shown == text.forms[number == 1 ? 0 : 1]);
            CHECK_FALSE(shown.contains("(s)"));
            CHECK(shown.contains("%1"));
        }
    }
}

TEST_CASE("The window's sources and the translation have the same texts with a number") {
    QSet<QByteArray> translated;
    for (const Text& text : allTexts())
        translated << text.source;
    CHECK(textsInSources() == translated);
}

TEST_CASE("Numbers appear in their phrases with separators") {
    CHECK(counts::runs(0) == "0 runs");
    CHECK(counts::runs(1) == "1 run");
    CHECK(counts::runs(2) == "2 runs");
    CHECK(counts::runs(1234) == "1,234 runs");
    CHECK(counts::divergedRuns(1) == "1 run diverged");
    CHECK(counts::divergedRuns(1234) == "1,234 runs diverged");
    CHECK(counts::divergedRunsOf(1, 1) == "1 of 1 run diverged");
    CHECK(counts::divergedRunsOf(1, 3) == "1 of 3 runs diverged");
    CHECK(counts::runsOf(0, 1234) == "0 of 1,234 runs");
    CHECK(counts::unfinishedRuns(2) == "2 runs not finished");
    CHECK(counts::designs(1) == "1 design");
    CHECK(counts::layers(12) == "12 layers");
    CHECK(counts::parameters(4'752'514) == "4,752,514 parameters");
    CHECK(counts::trainedParameters(30'000'000'000) == "30,000,000,000 trained parameters");
    CHECK(bytesText(1) == "1 byte");
    CHECK(bytesText(0) == "0 bytes");
}

TEST_CASE("The English texts with a number are these") {
    const auto shown = [](const char* context, const char* source, int number) {
        return QCoreApplication::translate(context, source, nullptr, number);
    };
    CHECK(shown("adapterscope::MainWindow",
                "%1 run(s) was/were interrupted when this project was last open; what was finished is kept.",
                1) == "%1 run was interrupted when this project was last open; what was finished is kept.");
    CHECK(shown("adapterscope::MainWindow",
                "%1 run(s) was/were interrupted when this project was last open; what was finished is kept.",
                2) == "%1 runs were interrupted when this project was last open; what was finished is kept.");
    CHECK(shown("adapterscope::SigmaSetup", "&Train %1 Run(s)", 1) == "&Train %1 Run");
    CHECK(shown("adapterscope::SigmaSetup", "&Train %1 Run(s)", 2) == "&Train %1 Runs");
    CHECK(shown("PlanSummary", " × %1 task(s)", 1) == " × %1 task");
    CHECK(shown("PlanSummary", " × %1 task(s)", 2) == " × %1 tasks");
    CHECK(shown("DiagramParts", "%1 layer(s), all alike", 1) == "%1 layer");
    CHECK(shown("DiagramParts", "Head, %1 class(es)", 3) == "Head, %1 classes");
    const char* const leftOut =
        "%1 entry/entries of the legend had no room and is/are only counted; make the figure larger with --size, "
        "such as --size 1200x900.";
    CHECK(shown("WindowApplication", leftOut, 1).startsWith("%1 entry of the legend had no room and is only counted;"));
    CHECK(shown("WindowApplication", leftOut, 2)
              .startsWith("%1 entries of the legend had no room and are only counted;"));
}
