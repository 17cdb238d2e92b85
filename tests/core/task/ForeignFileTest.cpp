// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/task/ForeignFile.h"
#include "core/task/Task.h"
#include "core/task/TaskLoader.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
using namespace std::string_literals;

TEST_CASE("A file that is a table but not text is refused with what it is and what to give instead") {
    struct Case {
        std::string bytes, sentence;
    };
    const Case cases[] = {
        {"PK\x03\x04\x14\0\0\0[Content_Types].xml...xl/workbook.xml"s, "an Excel workbook, not a text file: save its"},
        {"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet"s, "an OpenDocument sheet"},
        {"PK\x03\x04\x14\0\0\0reviews.csv"s, "a ZIP archive, not a text file: uncompress it and give the file inside."},
        {"\x1f\x8b\x08\0"s, "compressed (gzip), not a text file: uncompress it"},
        {"PAR1\x15\x04"s, "a Parquet file, not a text file: write its rows as CSV or JSON Lines"},
        {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0"s, "an old Office file (.xls)"},
        {"SQLite format 3\0"s, "an SQLite database"},
        {"\x80\x04\x95\x10"s, "a Python pickle"},
    };
    TempFolder folder;
    const std::string file = (folder / "reviews.csv").string();
    for (const Case& each : cases) {
        writeFile(file, each.bytes);
        for (const std::string encoding : {"", "utf-16le"})
            CHECK_THROWS_MATCHES(loadTask({.name = file, .encoding = encoding}), Error,
                                 says(file + " is " + each.sentence));
    }
}

TEST_CASE("Text that begins like a name of such a format is read") {
    for (const std::string text : {"PARIS,pos\n", "PK,neg\n", "BZh is a name,pos\n", "Rar! it said,neg\n"})
        CHECK_NOTHROW(refuseForeign(text, "t.csv"));
}

TEST_CASE("A folder whose only table is of another kind is refused for that kind") {
    TempFolder folder;
    writeFile(folder / "README.md", "About");
    writeFile(folder / "train.parquet", "PAR1\x15\x04");
    TaskSource source;
    source.name = folder.path().string();
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("train.parquet is a Parquet file, not a text file"));
    writeFile(folder / "dev.parquet", "PAR1\x15\x04");
    CHECK_THROWS_MATCHES(loadTask(source), Error, says("dev.parquet, train.parquet") || says("holds no training file"));
}
