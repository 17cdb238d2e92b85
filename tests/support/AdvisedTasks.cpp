// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/AdvisedTasks.h"

#include <fmt/format.h>

#include "core/common/Error.h"
#include "core/task/TaskLoader.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

namespace {

/// n rows of text and label with the separator between them, the labels by turns.
std::string rows(int n, const std::string& separator = ",", const std::string& prefix = "good words number",
                 const std::vector<std::string>& labels = {"neg", "pos"}) {
    std::string all;
    for (int i = 0; i < n; ++i)
        all += fmt::format("{} {}{}{}\n", prefix, i, separator, labels[static_cast<std::size_t>(i) % labels.size()]);
    return all;
}

/// n rows made from a pattern of the row's number i and i % 2.
std::string each(int n, const char* pattern) {
    std::string all;
    for (int i = 0; i < n; ++i)
        all += fmt::format(fmt::runtime(pattern), i, i % 2);
    return all;
}

std::vector<AdvisedTask> refusedRows() {
    return {
        {{{"t.jsonl", each(4, "{{\"text\": \"a {}\", \"label\": {}}}\n") + each(6, "[{}, {}]\n")}},
         {.name = "t.jsonl"},
         "6 of the 10 rows of t.jsonl cannot be used. The first: t.jsonl, line 5: refused, it is not a JSON object. "
         "Check the file; --text-column, --pair-column and --label-column control which of its keys are read.",
         "6 of the 10 rows of t.jsonl cannot be used. The first: t.jsonl, line 5: refused, it is not a JSON object. "
         "Check the file; \"Text column\", \"Pair column\" and \"Label column\" control which of its keys are read. "
         "(See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", "text,label,\n" + each(20, "good words number {},{},x\n")}},
         {.name = "t.csv"},
         "t.csv: column 3 has no name and is not read, though 20 of the 20 rows have text in it; give it a name, or "
         "--text-column, --pair-column or --label-column 3 if it is to be read.",
         "t.csv: column 3 has no name and is not read, though 20 of the 20 rows have text in it; give it a name, or "
         "\"Text column\", \"Pair column\" or \"Label column: 3\" if it is to be read. (See \"Columns, split and "
         "sample…\" beside the task.)"},
    };
}

std::vector<AdvisedTask> labels() {
    const std::string named = "text,label\n" + rows(40);
    return {
        {{{"t.csv", named}},
         {.name = "t.csv", .metric = "f1"},
         "t: f1 is for the label \"pos\"; --positive gives the other one.",
         "t: f1 is for the label \"pos\"; \"Positive label\" gives the other one. (See \"Columns, split and "
         "sample…\" beside the task.)"},
        {{{"t.csv", named}},
         {.name = "t.csv", .positive = "maybe"},
         "--positive \"maybe\" is not a label of t; its labels are \"neg\", \"pos\".",
         "The positive label \"maybe\" is not a label of t; its labels are \"neg\", \"pos\". (See \"Columns, split and "
         "sample…\" beside the task.)"},
        {{{"t.csv", "text,label\n" + rows(40, ",", "some words", {"a", "b", "c"})}},
         {.name = "t.csv", .positive = "a"},
         "--positive \"a\" is for tasks with two labels, and t has 3; leave it out.",
         "The positive label \"a\" is for tasks with two labels, and t has 3; leave it out. (See \"Columns, split and "
         "sample…\" beside the task.)"},
        {{{"t.csv", "text,label\n" + rows(40, ",", "some words", {""})}},
         {.name = "t.csv"},
         "t.csv: no row has a label (column \"label\"); give the right column with --label-column.",
         "t.csv: no row has a label (column \"label\"); give the right column under \"Columns, split and sample…\" "
         "beside the task."},
        {{{"d/train.csv", named}, {"d/dev.csv", "text,label\n" + rows(9, ",", "some words", {"bad", "good"})}},
         {.name = "d"},
         "d/dev.csv: none of its labels (\"bad\", \"good\") occurs in d/train.csv (\"neg\", \"pos\"); write the same "
         "labels in both, or give the right column with --label-column.",
         "d/dev.csv: none of its labels (\"bad\", \"good\") occurs in d/train.csv (\"neg\", \"pos\"); write the same "
         "labels in both, or give the right column under \"Columns, split and sample…\" beside the task."},
        {{{"t.csv", "text,label\n" + rows(40, ",", "some words", {"good"})}},
         {.name = "t.csv"},
         "t.csv: all 40 rows have the label \"good\" (column \"label\"); a task needs at least two. Is this the label "
         "column? Give another with --label-column.",
         "t.csv: all 40 rows have the label \"good\" (column \"label\"); a task needs at least two. Is this the label "
         "column? Give another under \"Columns, split and sample…\" beside the task."},
        {{{"t.csv", "text,label\n" + each(40, "good words,l{}\n")}},
         {.name = "t.csv"},
         "t.csv: the column \"label\" has 40 different values in 40 rows, too many for labels. Is this the label "
         "column? Give another with --label-column.",
         "t.csv: the column \"label\" has 40 different values in 40 rows, too many for labels. Is this the label "
         "column? Give another under \"Columns, split and sample…\" beside the task."},
    };
}

std::vector<AdvisedTask> headers() {
    return {
        {{{"t.tsv", "words\tmood\n" + rows(20, "\t")}},
         {.name = "t.tsv"},
         "t.tsv, line 1: taken as the names of the columns; give --header no if it is a row.",
         "t.tsv, line 1: taken as the names of the columns; give \"Header: no\" if it is a row. (See \"Columns, split "
         "and sample…\" beside the task.)"},
        {{{"t.tsv", "review\t1\n" + rows(40, "\t", "this is text number", {"0", "1"})}},
         {.name = "t.tsv"},
         "t.tsv, line 1: read as a row, though it could be the names of the columns; give --header yes if it names "
         "them, --header no if it does not.",
         "t.tsv, line 1: read as a row, though it could be the names of the columns; give \"Header: yes\" if it names "
         "them, \"Header: no\" if it does not. (See \"Columns, split and sample…\" beside the task.)"},
        {{},
         {.name = "t.csv", .header = "maybe"},
         "--header is yes or no, not \"maybe\".",
         "\"Header\" is yes or no, not \"maybe\". (See \"Columns, split and sample…\" beside the task.)"},
        {{},
         {.name = "t.csv", .quotes = "maybe"},
         "--quotes is yes or no, not \"maybe\".",
         "\"Quotes\" is yes or no, not \"maybe\". (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.jsonl", each(20, "{{\"text\": \"a {}\", \"label\": {}}}\n")}},
         {.name = "t.jsonl", .header = "no"},
         "t.jsonl holds JSON lines, which have no row of names: leave out --header.",
         "t.jsonl holds JSON lines, which have no row of names: leave out \"Header\". (See \"Columns, split and "
         "sample…\" beside the task.)"},
        {{{"t.jsonl", each(20, "{{\"text\": \"a {}\", \"label\": {}}}\n")}},
         {.name = "t.jsonl", .quotes = "yes"},
         "t.jsonl holds JSON lines, which have no quotes of a spreadsheet: leave out --quotes.",
         "t.jsonl holds JSON lines, which have no quotes of a spreadsheet: leave out \"Quotes\". (See \"Columns, split "
         "and sample…\" beside the task.)"},
    };
}

std::vector<AdvisedTask> separators() {
    return {
        {{{"t.csv", each(20, "{1};some words {0},{1}\n")}},
         {.name = "t.csv"},
         "t.csv: its fields could be separated by commas or semicolons; give the separator with --separator.",
         "t.csv: its fields could be separated by commas or semicolons; give the separator under \"Columns, split and "
         "sample…\" beside the task."},
        {{{"t.txt", rows(20, "^")}},
         {.name = "t.txt"},
         "t.txt: none of the usual separators (tab, comma, semicolon, vertical bar) splits most of its rows into "
         "columns. Each row needs a text and a label: give another separator with --separator. JSON Lines and rows of "
         "the form LABEL:detail text can be read as well.",
         "t.txt: none of the usual separators (tab, comma, semicolon, vertical bar) splits most of its rows into "
         "columns. Each row needs a text and a label: give another separator under \"Columns, split and sample…\" "
         "beside the task. JSON Lines and rows of the form LABEL:detail text can be read as well."},
        {{{"t.csv", rows(20)}},
         {.name = "t.csv", .separator = ";"},
         "t.csv: its rows are not separated into columns by semicolons, but by commas; give --separator comma.",
         "t.csv: its rows are not separated into columns by semicolons, but by commas; give \"Separator: comma\". (See "
         "\"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", "sep=;\n" + rows(20)}},
         {.name = "t.csv"},
         "t.csv, line 1: \"sep=;\" does not fit its rows, which are not separated into columns by semicolons, but by "
         "commas. Correct the line, or give the separator with --separator.",
         "t.csv, line 1: \"sep=;\" does not fit its rows, which are not separated into columns by semicolons, but by "
         "commas. Correct the line, or give the separator under \"Columns, split and sample…\" beside the task."},
        {{{"t.csv", "sep=|\n" + each(20, "l{1}|words number {0},l{1}\n")}},
         {.name = "t.csv"},
         "t.csv, line 1: read with vertical bars between columns, as this line states, though commas split the rows "
         "just as well; --separator decides.",
         "t.csv, line 1: read with vertical bars between columns, as this line states, though commas split the rows "
         "just as well; \"Separator\" decides. (See \"Columns, split and sample…\" beside the task.)"},
        {{},
         {.name = "t.csv", .separator = "abc"},
         "--separator \"abc\" is not a separator: give one character such as ; or |, or tab, comma, semicolon, pipe or "
         "space.",
         "The separator \"abc\" is not a separator: give one character such as ; or |, or tab, comma, semicolon, pipe "
         "or space. (See \"Columns, split and sample…\" beside the task.)"},
    };
}

std::vector<AdvisedTask> quotes() {
    const std::string data = "\"he said \"\"no\"\"\"\tneg\n" + rows(20, "\t");
    const std::string mixed = "text\tlabel\n\"first\nsecond\nthird\"\tneg\n" + rows(20, "\t") + "\"said\" he\tpos\n";
    return {
        {{{"t.tsv", mixed}},
         {.name = "t.tsv"},
         "t.tsv, line 25: a quotation mark is in an unexpected place, while others enclose line breaks or a whole "
         "column. Fix it, or give --quotes yes if quotes around fields are a spreadsheet's, --quotes no if they are "
         "part of the text.",
         "t.tsv, line 25: a quotation mark is in an unexpected place, while others enclose line breaks or a whole "
         "column. Fix it, or give \"Quotes: yes\" if quotes around fields are a spreadsheet's, \"Quotes: no\" if they "
         "are part of the text. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", "text,label\n" + rows(20) + "\"never closed,pos\n"}},
         {.name = "t.csv"},
         "t.csv, line 22: a quote opens here and never closes; close it, write a quote inside quotes twice, or give "
         "--quotes no if quotes are part of the text.",
         "t.csv, line 22: a quote opens here and never closes; close it, write a quote inside quotes twice, or give "
         "\"Quotes: no\" if quotes are part of the text. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.tsv", data}},
         {.name = "t.tsv"},
         "t.tsv: quotes around its fields are read as part of the text; --quotes yes reads them as a spreadsheet's.",
         "t.tsv: quotes around its fields are read as part of the text; \"Quotes: yes\" reads them as a "
         "spreadsheet's. (See \"Columns, split and sample…\" beside the task.)"},
    };
}

std::vector<AdvisedTask> encodings() {
    return {
        {{},
         {.name = "t.csv", .encoding = "klingon"},
         "--encoding \"klingon\" is not a known encoding; use utf-8, windows-1252, utf-16, windows-1251, shift_jis, "
         "gb18030 or the like.",
         "The encoding \"klingon\" is not a known encoding; use utf-8, windows-1252, utf-16, windows-1251, "
         "shift_jis, gb18030 or the like. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", rows(3) + "caf\xe9,pos\n" + rows(20)}},
         {.name = "t.csv", .encoding = "utf-8"},
         "t.csv, line 4: this is not utf-8 text; give another encoding, or leave --encoding out to have it worked out.",
         "t.csv, line 4: this is not utf-8 text; give another encoding, or leave the encoding empty under \"Columns, "
         "split and sample…\" beside the task to have it worked out."},
        {{{"t.csv", rows(20, ",", "\xee\xf7\xe5\xed\xfc \xf5\xee\xf0\xee\xf8\xe8\xe9 \xf4\xe8\xeb\xfc\xec")}},
         {.name = "t.csv"},
         "t.csv, line 1: this is neither UTF-8 nor Western European text; give the file's encoding with --encoding, "
         "such "
         "as windows-1252, windows-1251, shift_jis, gb18030 or macintosh.",
         "t.csv, line 1: this is neither UTF-8 nor Western European text; give the file's encoding under \"Columns, "
         "split "
         "and sample…\" beside the task, such as windows-1252, windows-1251, shift_jis, gb18030 or macintosh."},
        {{{"t.csv", std::string("a\0b,pos\n", 8)}},
         {.name = "t.csv"},
         "t.csv, line 1: the file is binary (a zero byte); a task is a text file. If it is UTF-16 without a byte-order "
         "mark, give --encoding utf-16le or utf-16be.",
         "t.csv, line 1: the file is binary (a zero byte); a task is a text file. If it is UTF-16 without a byte-order "
         "mark, give \"Encoding: utf-16le or utf-16be\". (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", "text,label\n" + rows(20) + "caf\xe9,pos\n"}},
         {.name = "t.csv"},
         "t.csv, line 22: not UTF-8, read as windows-1252 (Latin-1 with curly quotes); --encoding names another.",
         "t.csv, line 22: not UTF-8, read as windows-1252 (Latin-1 with curly quotes); \"Encoding\" names another. "
         "(See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", rows(20, ",",
                         "sch\x9a"
                         "ne Stra\xa7"
                         "e f\x9f"
                         "r")}},
         {.name = "t.csv"},
         "t.csv, line 1: not UTF-8, read as windows-1252 (Latin-1 with curly quotes), as 19 more lines were, though "
         "its "
         "letters look more like macintosh; --encoding macintosh reads it as that.",
         "t.csv, line 1: not UTF-8, read as windows-1252 (Latin-1 with curly quotes), as 19 more lines were, though "
         "its "
         "letters look more like macintosh; \"Encoding: macintosh\" reads it as that. (See \"Columns, split and "
         "sample…\" beside the task.)"},
    };
}

std::vector<AdvisedTask> columns() {
    const std::string pair = each(20, "{1}\tfirst text number {0}\tsecond text number {0}\n");
    return {
        {{{"t.tsv", "text\tlabel\tLabel\na b\t1\t0\nc d\t0\t1\n"}},
         {.name = "t.tsv"},
         "t.tsv has 2 columns named \"label\"; specify which one by its number, --label-column 2 or 3.",
         "t.tsv has 2 columns named \"label\"; specify which one by its number, \"Label column: 2 or 3\". (See "
         "\"Columns, split and sample…\" beside the task.)"},
        {{{"t.csv", "text,label\n" + rows(20)}},
         {.name = "t.csv", .labelColumn = "mood"},
         "--label-column \"mood\": t.csv has no such column. It has 2: text, label.",
         "The label column \"mood\": t.csv has no such column. It has 2: text, label. (See \"Columns, split and "
         "sample…\" beside the task.)"},
        {{{"t.csv", rows(20)}},
         {.name = "t.csv", .textColumn = "words"},
         "--text-column \"words\": t.csv has no such column. It has 2: column 1, column 2. Give --header yes if its "
         "first row names them.",
         "The text column \"words\": t.csv has no such column. It has 2: column 1, column 2. Give \"Header: yes\" if "
         "its first row names them. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.tsv", each(40, "id{0}\tgood words of text {0}\t{0}.5\n")}},
         {.name = "t.tsv"},
         "t.tsv has no column that is known to hold a label. It has 3: column 1, column 2, column 3. Give it with "
         "--label-column, or --separator if the columns are not these.",
         "t.tsv has no column that is known to hold a label. It has 3: column 1, column 2, column 3. Give it under "
         "\"Columns, split and sample…\" beside the task, or \"Separator\" if the columns are not these."},
        {{{"t.tsv", each(40, "{1}\twords of text {0}\tgroup {1}\n")}},
         {.name = "t.tsv"},
         "t.tsv: several columns could hold the label (column 1, column 3); give one with --label-column.",
         "t.tsv: several columns could hold the label (column 1, column 3); give one under \"Columns, split and "
         "sample…\" beside the task."},
        {{{"t.csv", "label,nr\n" + each(20, "{1},{0}\n")}},
         {.name = "t.csv"},
         "t.csv has no column of text besides the label. It has 2: label, nr. Give it with --text-column.",
         "t.csv has no column of text besides the label. It has 2: label, nr. Give it under \"Columns, split and "
         "sample…\" beside the task."},
        {{{"t.tsv", pair}},
         {.name = "t.tsv"},
         "t.tsv: column 2 and column 3 are read as a pair of texts, since both hold texts; --text-column reads only "
         "one.",
         "t.tsv: column 2 and column 3 are read as a pair of texts, since both hold texts; \"Text column\" reads only "
         "one. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.tsv", "text\tsentiment\trating\n" + each(40, "the text number {0}\t{1}\t{1}\n")}},
         {.name = "t.tsv"},
         "t.tsv: the label is read from column \"sentiment\"; column \"rating\" could hold it, too: --label-column "
         "selects it.",
         "t.tsv: the label is read from column \"sentiment\"; column \"rating\" could hold it, too: \"Label column\" "
         "selects it. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"t.tsv", "anchor\tcandidate\tlabel\n" + each(40, "first text number {0}\tsecond text number {0}\t{1}\n")}},
         {.name = "t.tsv"},
         "t.tsv: the text is read from column \"anchor\"; there are texts in column \"candidate\", too: --pair-column "
         "reads "
         "both, --text-column only another one.",
         "t.tsv: the text is read from column \"anchor\"; there are texts in column \"candidate\", too: \"Pair "
         "column\" reads "
         "both, \"Text column\" only another one. (See \"Columns, split and sample…\" beside the task.)"},
        {{{"d/train.tsv", "sentence1\tsentence2\tlabel\n" + each(20, "one {0}\ttwo {0}\t{1}\n")},
          {"d/dev.tsv", "sentence1\tlabel\n" + each(20, "three {0}\t{1}\n")}},
         {.name = "d"},
         "d/dev.tsv has no column for the second text, which d/train.tsv has. It has 2: sentence1, label. Give it with "
         "--pair-column.",
         "d/dev.tsv has no column for the second text, which d/train.tsv has. It has 2: sentence1, label. Give it "
         "under \"Columns, split and sample…\" beside the task."},
    };
}

std::vector<AdvisedTask> files() {
    const std::string named = "text,label\n" + rows(20);
    return {
        {{{"d/train.csv", named}, {"d/dev.csv", "text,label\n" + rows(10, ",", "other words")}},
         {.name = "d", .split = {80, 10, 10}},
         "--split is given, but d has files of its own for dev or test; leave --split out.",
         "\"Split\" is given, but d has files of its own for dev or test; leave the split empty under \"Columns, split "
         "and sample…\" beside the task."},
        {{{"t.csv", named}},
         {.name = "t.csv", .devFile = "dev.csv"},
         "--dev dev.csv: there is no such file, neither in HERE nor here.",
         "The dev file dev.csv: there is no such file, neither in HERE nor here."},
        {{{"d/train.csv", named}, {"d/training.csv", named}},
         {.name = "d"},
         "d has several files that could be \"train\": train.csv, training.csv; name it with --train.",
         "d has several files that could be \"train\": train.csv, training.csv; leave one of them in the folder."},
        {{{"d/one.csv", named}, {"d/two.csv", named}},
         {.name = "d"},
         "d holds no training file (train.tsv, train.csv, train.jsonl, train.txt or NAME.train), and not just one "
         "file; it holds one.csv, two.csv. Give the file with --train.",
         "d holds no training file (train.tsv, train.csv, train.jsonl, train.txt or NAME.train), and not just one "
         "file; it holds one.csv, two.csv. Choose the file itself."},
        {{{"t.csv", named}},
         {.name = "t.csv", .trainFile = "u.csv"},
         "The task t.csv is a file, and --train names another one; name the folder instead, or leave --train out.",
         "The task t.csv is a file, and the training file names another one; name the folder instead, or leave the "
         "training file out."},
    };
}

}  // namespace

std::vector<AdvisedTask> advisedTasks() {
    std::vector<AdvisedTask> all;
    for (auto part : {refusedRows, labels, headers, separators, quotes, encodings, columns, files})
        for (AdvisedTask& task : part())
            all.push_back(std::move(task));
    return all;
}

TaskSource writeAdvised(const AdvisedTask& task, const std::filesystem::path& folder) {
    for (const auto& [name, content] : task.files) {
        std::filesystem::create_directories((folder / name).parent_path());
        writeFile(folder / name, content);
    }
    TaskSource source = task.source;
    source.name = (folder / source.name).string();
    return source;
}

std::vector<Sentence> adviceOn(const TaskSource& source) {
    try {
        std::vector<Sentence> advice = loadTask(source).remarks;
        std::erase_if(advice, [](const Sentence& remark) { return remark.text().find(" --") == std::string::npos; });
        return advice;
    } catch (const Error& error) {
        return {error.sentence()};
    }
}

std::string withoutFolder(std::string text, const std::filesystem::path& folder) {
    const std::string before = folder.string();
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
        const bool alone = text[at + before.size()] != '/';
        text.replace(at, before.size() + (alone ? 0 : 1), alone ? "HERE" : "");
    }
    return text;
}

}  // namespace adapterscope::test
