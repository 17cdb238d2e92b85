// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>

#include "tests/support/Support.h"
#include "ui/look/Breakable.h"

using namespace adapterscope;

TEST_CASE("Only words that no line may hold are broken, and nothing else changes") {
    for (const char* text : {"", "The base builtin is used.", "houlsby:m=16", "12,345,678,901,234,567",
                             "/home/u/reviews.tsv", "two\nlines"})
        CHECK(breakable(QString::fromUtf8(text)) == QString::fromUtf8(text));
    for (const QString& word :
         {QString(200, QLatin1Char('w')), QStringLiteral("adapter:m=64@0-5+16@6-11,sigma=0.001,gating=on,drop=2"),
          QStringLiteral("e\u0301").repeated(60), QStringLiteral("\U0001F600").repeated(40)}) {
        CAPTURE(word.toStdString());
        const QString text = breakable("Before " + word + " after.");
        CHECK(QString(text).remove(QChar(0x200b)) == "Before " + word + " after.");
        QLabel label(text);
        label.setWordWrap(true);
        CHECK(label.minimumSizeHint().width() < 400);
        CHECK_FALSE(text.contains(QStringLiteral("\u200b\u0301")));
    }
}

TEST_CASE("A design's text is broken after its signs and never inside a number or a name") {
    CHECK(breakable("Against houlsby:m=7,sites=attention+ffn, by seed").replace(QChar(0x200b), QLatin1Char('|')) ==
          "Against houlsby:|m=7,|sites=|attention+|ffn, by seed");
    CHECK(breakable("lora:r=4,lr=1e+3,targets=value").replace(QChar(0x200b), QLatin1Char('|')) ==
          "lora:|r=4,|lr=1e+3,|targets=value");
    CHECK(breakable("sites=attention") == "sites=attention");
    CHECK(breakableAtSigns("sites=attention").replace(QChar(0x200b), QLatin1Char('|')) == "sites=|attention");
    CHECK(breakableAtSigns(QString(200, QLatin1Char('w'))) == QString(200, QLatin1Char('w')));
    CHECK(withoutBreakPlaces(breakable("houlsby:m=7,sites=attention")) == "houlsby:m=7,sites=attention");
}

TEST_CASE("No line breaks within a value or before its unit") {
    const auto kept = [](const char* text) {
        return keptTogether(QString::fromUtf8(text)).replace(QChar::Nbsp, QLatin1Char('_'));
    };
    CHECK(kept("mean, 95 % interval, n = 2 to 3") == "mean, 95_% interval, n_=_2 to 3");
    CHECK(kept("0.9000 (n = 3)") == "0.9000 (n_=_3)");
    CHECK(kept("BERT, d = 128") == "BERT, d_=_128");
    CHECK(kept("lr 1e-2, batch 16, seed 0") == "lr_1e-2, batch_16, seed_0");
    CHECK(kept("4 min 5 s with 2 workers, 12 MB") == "4_min 5_s with 2 workers, 12_MB");
    CHECK(kept("x = y, 3 seeds, a % b") == "x = y, 3 seeds, a % b");
}

TEST_CASE("A text is shortened in its middle, between whole letters") {
    CHECK(shortened("p.adapterscope", 80) == "p.adapterscope");
    CHECK(shortened("abcdefghij", 5) == QStringLiteral("ab\u2026ij"));
    const QString faces = QStringLiteral("\U0001F600").repeated(50);
    CHECK(shortened(faces, 21).toUcs4().size() < 21);
    CHECK_FALSE(shortened(faces, 21).contains(QChar(QChar::ReplacementCharacter)));
}
