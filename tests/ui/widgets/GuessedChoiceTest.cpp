// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLineEdit>
#include <QTest>

#include "tests/support/Support.h"
#include "ui/widgets/GuessedChoice.h"

using namespace adapterscope;

namespace {

const std::vector<GuessedChoice::Entry> columns = {{"words", "words"}, {"column 2: glad", "2"}};

QStringList boxTexts(const QComboBox& box) {
    QStringList texts;
    for (int i = 0; i < box.count(); ++i)
        texts << box.itemText(i);
    return texts;
}

}  // namespace

TEST_CASE("The first entry of a guessed setting shows the guess and stands for no value") {
    GuessedChoice choice("");
    choice.offer(columns);
    CHECK(boxTexts(choice) == QStringList{"as guessed", "words", "column 2: glad"});
    choice.setGuess("words");
    CHECK(choice.currentText() == "as guessed (words)");
    CHECK(choice.value().empty());
    int changes = 0;
    QObject::connect(&choice, &GuessedChoice::valueChanged, [&] { ++changes; });
    choice.setCurrentIndex(2);
    CHECK(choice.value() == "2");
    CHECK(changes == 1);
    choice.setGuess({});
    CHECK(choice.itemText(0) == "as guessed");
    CHECK(changes == 1);
}

TEST_CASE("A chosen value stays when other entries are offered") {
    GuessedChoice choice("mood");
    CHECK(choice.value() == "mood");
    int changes = 0;
    QObject::connect(&choice, &GuessedChoice::valueChanged, [&] { ++changes; });
    choice.offer(columns);
    CHECK(boxTexts(choice) == QStringList{"as guessed", "words", "column 2: glad", "mood"});
    CHECK(choice.currentText() == "mood");
    choice.offer({{"Mood", "mood"}});
    CHECK(boxTexts(choice) == QStringList{"as guessed", "Mood"});
    CHECK(choice.currentText() == "Mood");
    CHECK(choice.value() == "mood");
    CHECK(changes == 0);
}

TEST_CASE("A guess does not disturb what is being typed") {
    GuessedChoice choice("", GuessedChoice::Takes::EntriesAndOthers);
    choice.offer({{"tab", "tab"}});
    choice.setGuess("tab");
    CHECK(choice.currentText() == "as guessed (tab)");
    CHECK(choice.value().empty());
    choice.lineEdit()->selectAll();
    choice.setGuess("comma ,");
    CHECK(choice.lineEdit()->selectedText() == "as guessed (comma ,)");
    QTest::keyClicks(&choice, "^");
    CHECK(choice.value() == "^");
    choice.setGuess("tab");
    CHECK(choice.currentText() == "^");
    CHECK(choice.itemText(0) == "as guessed (tab)");
    choice.lineEdit()->clear();
    choice.setGuess("comma ,");
    CHECK(choice.currentText().isEmpty());
    CHECK(choice.value().empty());
}
