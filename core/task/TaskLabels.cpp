// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/TaskLabels.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/task/LabelForm.h"
#include "core/task/Labels.h"
#include "core/task/PlainText.h"

namespace adapterscope {

namespace {

using Remarks = std::vector<Sentence>;

std::string inQuotes(const std::string& label) {
    return '"' + visible(label) + '"';
}

std::string rowCount(std::size_t rows) {
    return counted(static_cast<std::int64_t>(rows), "row");
}

/// The first few, and their total number.
std::string labelList(const std::vector<std::string>& words) {
    constexpr std::size_t most = 8;
    std::string text;
    for (std::size_t i = 0; i < std::min(words.size(), most); ++i)
        text += (i ? ", " : "") + words[i];
    return words.size() > most ? text + fmt::format(" and {} more", words.size() - most) : text;
}

LabelCounts countSpellings(const TaskRows& rows) {
    LabelCounts counts;
    for (const LabelledText& row : rows.rows)
        ++counts[row.label];
    return counts;
}

/// What the spellings of one label share, in all files of a task as in the training file.
class LabelKeys {
public:
    explicit LabelKeys(const TaskRows& train)
        : m_thousands(train.form && train.form->separator == "," ? Thousands::Commas : Thousands::Bare) {}

    std::string operator()(const std::string& label) const { return labelKey(label, m_thousands); }
    std::set<std::string> of(const TaskRows& rows) const {
        std::set<std::string> keys;
        for (const auto& [label, count] : countSpellings(rows))
            if (!label.empty())
                keys.insert((*this)(label));
        return keys;
    }

private:
    Thousands m_thousands;
};

bool isNa(const std::string& label) {
    return nameForm(label) == "na";
}

/// Whether all labels are signs, such as + and -.
bool areAllSigns(const LabelCounts& counts) {
    return std::all_of(counts.begin(), counts.end(),
                       [](const auto& entry) { return entry.first.empty() || isOnlySigns(entry.first); });
}

/// Whether there are two classes or more and all are numbers, percentages, or true and false: then NA is what R and
/// pandas write for a missing value, while among words it may be a continent or an element.
bool areAllValues(const LabelCounts& counts, const LabelKeys& keyOf) {
    std::set<std::string> values;
    for (const auto& [label, count] : counts) {
        if (isNa(label) || noLabelMark(label) == NoLabelMark::Sure)
            continue;
        const std::string key = keyOf(label), name = nameForm(label);
        const bool isNumber = key.starts_with("number ") || key.starts_with("percent ");
        if (!isNumber && name != "true" && name != "false")
            return false;
        values.insert(isNumber ? key : name);
    }
    return values.size() > 1;
}

/// Which spellings in the training rows are marks for "no label". A sign such as - or ? is a class beside + and if
/// every label is a sign, and any mark is a class if there would be fewer than two otherwise. NA is a mark beside
/// N/A and among numbers.
std::set<std::string> marksIn(const TaskRows& train, const LabelKeys& keyOf, Remarks& remarks) {
    const LabelCounts counts = countSpellings(train);
    const auto isOther = [](const auto& entry) {
        return isOnlySigns(entry.first) && noLabelMark(entry.first) != NoLabelMark::Sure;
    };
    const bool signs =
        counts.contains("+") || (areAllSigns(counts) && std::any_of(counts.begin(), counts.end(), isOther));
    const bool isNaMark =
        areAllValues(counts, keyOf) ||
        std::any_of(counts.begin(), counts.end(), [](const auto& entry) { return isNotAvailable(entry.first); });
    std::set<std::string> marks, classes;
    for (const auto& [label, count] : counts) {
        const bool isMark = noLabelMark(label) == NoLabelMark::Sure || (isNaMark && isNa(label));
        if (isMark && (label.empty() || !(signs && isOnlySigns(label))))
            marks.insert(label);
        else
            classes.insert(keyOf(label));
    }
    if (classes.size() == 1 && marks.size() > marks.count("")) {
        for (const std::string& mark : marks)
            if (!mark.empty())
                remarks.push_back(Sentence("{}: the label {} is read as a class, since there is only one other.",
                                           train.file, inQuotes(mark)));
        return marks.contains("") ? std::set<std::string>{""} : std::set<std::string>();
    }
    return marks;
}

void leaveOut(TaskRows& rows, const std::set<std::string>& marks, Remarks& remarks) {
    std::map<std::string, std::pair<std::size_t, int>> found;  // rows, first line
    std::size_t lacking = 0;                                   // rows without the label's key
    for (const LabelledText& row : rows.rows)
        if (marks.contains(row.label)) {
            auto& [count, line] = found[row.label];
            line = count++ == 0 ? row.line : line;
            lacking += row.lacksLabel;
        }
    const auto howMarked = [&](const std::string& mark, std::size_t count) {
        return !mark.empty()      ? "marked " + inQuotes(mark)
               : lacking == 0     ? std::string("the column is empty")
               : lacking == count ? std::string("the key is missing")
                                  : std::string("the key is missing or its value empty");
    };
    std::erase_if(rows.rows, [&](const LabelledText& row) { return marks.contains(row.label); });
    for (const auto& [mark, where] : found)
        remarks.push_back(Sentence("{}: {} left out because {} no label ({}; the first in line {}).", rows.file,
                                   Counted{static_cast<std::int64_t>(where.first), "row was", "rows were"},
                                   where.first == 1 ? "it has" : "they have", howMarked(mark, where.first),
                                   where.second));
}

void requireRows(const TaskRows& rows) {
    if (rows.rows.empty())
        throw Error("{}: no row has a label (column \"{}\"); give the right column {}.", rows.file, rows.labelColumn(),
                    byMeansOf(Setting::LabelColumn));
}

/// A test file may have no labels at all: then its rows stay. If some have one, the others are left out.
void settleTestMarks(TaskRows& test, const std::set<std::string>& trained, const LabelKeys& keyOf, Remarks& remarks) {
    std::set<std::string> marks, labels;
    std::string label;
    for (const auto& [spelling, count] : countSpellings(test)) {
        const std::string key = keyOf(spelling);
        if (spelling.empty() || (noLabelMark(spelling) != NoLabelMark::None && !trained.contains(key)))
            marks.insert(spelling);
        else if (labels.insert(key).second)
            label = spelling;
    }
    const bool placeholder = labels.size() == 1 && !trained.contains(*labels.begin());
    if (placeholder)
        remarks.push_back(
            Sentence("{}: {} is its only label and does not occur in training; its rows are read as "
                     "unlabelled.",
                     test.file, inQuotes(label)));
    else if (!labels.empty())
        return leaveOut(test, marks, remarks);
    for (LabelledText& row : test.rows)
        row.label.clear();
}

/// The spellings of one class, and the one that is shown.
struct Spellings {
    LabelCounts counts;
    std::string shown;
};
using SpellingsByLabel = std::map<std::string, Spellings>;  ///< by LabelKeys

/// The plainest spelling, without white space around it: its own normal form before others, then the shortest, the
/// commonest, the first by bytes.
void choosePlainest(Spellings& spellings) {
    const auto plainness = [&](const auto& entry) {
        return std::make_tuple(normalForm(entry.first) != entry.first, entry.first.size(),
                               -static_cast<std::ptrdiff_t>(entry.second), entry.first);
    };
    const auto plainest = std::min_element(spellings.counts.begin(), spellings.counts.end(),
                                           [&](const auto& a, const auto& b) { return plainness(a) < plainness(b); });
    spellings.shown = withoutOuterSpace(plainest->first);
}

SpellingsByLabel classesOf(const TaskRows& train, const TaskRows& dev, const TaskRows& test, const LabelKeys& keyOf) {
    SpellingsByLabel classes;
    for (const TaskRows* rows : {&train, &dev, &test})
        for (const auto& [label, count] : countSpellings(*rows))
            if (!label.empty())
                classes[keyOf(label)].counts[label] += count;
    for (auto& [key, spellings] : classes)
        choosePlainest(spellings);
    return classes;
}

std::string mergedInto(const std::string& label, std::size_t count, const std::string& plain) {
    const std::string difference = hiddenDifference(label, plain);
    return fmt::format("{} ({}) as {}{}", inQuotes(label), rowCount(count), inQuotes(plain),
                       difference.empty() ? "" : " (" + difference + ")");
}

void unify(TaskRows& rows, const SpellingsByLabel& classes, const LabelKeys& keyOf, Remarks& remarks) {
    std::vector<std::string> merged;
    std::map<std::string, const std::string*> shown;
    for (const auto& [label, count] : countSpellings(rows)) {
        if (label.empty())
            continue;
        const std::string& plain = classes.at(keyOf(label)).shown;
        shown[label] = &plain;
        if (plain != label)
            merged.push_back(mergedInto(label, count, plain));
    }
    for (LabelledText& row : rows.rows)
        if (!row.label.empty())
            row.label = *shown.at(row.label);
    if (!merged.empty())
        remarks.push_back(
            Sentence("{}: two spellings of one label are one class: read {}.", rows.file, labelList(merged)));
}

/// Compares the labels of a dev or test file with those of training.
void compare(const TaskRows& train, const TaskRows& other, const LabelCounts& counts, const LabelCounts& trained,
             Remarks& remarks) {
    std::vector<std::string> mine, theirs;
    bool shared = false, labelled = false;
    for (const auto& [label, count] : counts) {
        if (label.empty())
            continue;
        labelled = true;
        shared = shared || trained.contains(label);
        mine.push_back(inQuotes(label));
    }
    for (const auto& [label, count] : trained)
        theirs.push_back(inQuotes(label));
    if (!labelled)
        return;
    if (!shared)
        throw Error(
            "{}: none of its labels ({}) occurs in {} ({}); write the same labels in both, or give the right column "
            "{}.",
            other.file, labelList(mine), train.file, labelList(theirs), byMeansOf(Setting::LabelColumn));
    for (const auto& [label, count] : counts) {
        if (label.empty() || trained.contains(label))
            continue;
        const auto same = std::find_if(trained.begin(), trained.end(), [&, form = nameForm(label)](const auto& entry) {
            return nameForm(entry.first) == form;
        });
        remarks.push_back(same == trained.end()
                              ? Sentence("{}: the label {} ({}) does not occur in training.", other.file,
                                         inQuotes(label), rowCount(count))
                              : Sentence("{}: the label {} ({}) differs from training's {} only in capitals and is "
                                         "another class.",
                                         other.file, inQuotes(label), rowCount(count), inQuotes(same->first)));
    }
}

/// Labels of a single row: a typing mistake, or a row that is not data, such as the types of the columns.
void remarkOnSingleRows(const TaskRows& train, const LabelCounts& counts, Remarks& remarks) {
    constexpr std::size_t few = 20;  // in such a small file it means nothing
    if (train.rows.size() < few)
        return;
    std::vector<std::string> single;
    for (const LabelledText& row : train.rows)
        if (counts.at(row.label) == 1)
            single.push_back(fmt::format("{} (line {})", inQuotes(row.label), row.line));
    if (!single.empty())
        remarks.push_back(Sentence("{}: {} a label that no other row has: {}; correct or remove {} if it is a mistake.",
                                   train.file, Counted{std::ssize(single), "row has", "rows have each"},
                                   labelList(single), single.size() == 1 ? "it" : "each"));
}

/// The label without quotation marks of any script around it.
std::string withoutQuotes(const std::string& label) {
    std::string form = nameForm(label);
    for (const std::string_view quote : {"'", "\"", "`", "\u2018", "\u2019", "\u201a", "\u201c", "\u201d", "\u201e",
                                         "\u00ab", "\u00bb", "\u2039", "\u203a"}) {
        if (form.size() > quote.size() && form.starts_with(quote))
            form.erase(0, quote.size());
        if (form.size() > quote.size() && form.ends_with(quote))
            form.erase(form.size() - quote.size());
    }
    return form;
}

/// Labels that are classes but may not be meant as such.
void remarkOnOddities(const TaskRows& train, const LabelCounts& counts, Remarks& remarks) {
    const bool hasOnlySigns = areAllSigns(counts);
    std::map<std::string, std::string> byName, byNumber;
    for (const auto& [truth, number] : {std::pair("true", "1"), std::pair("false", "0")}) {
        const auto isTruth = [&, word = truth](const auto& entry) { return nameForm(entry.first) == word; };
        if (const auto found = std::find_if(counts.begin(), counts.end(), isTruth);
            found != counts.end() && counts.contains(number))
            remarks.push_back(
                Sentence("{}: the labels {} and {} are two classes; write them alike if they mean the same.",
                         train.file, inQuotes(found->first), inQuotes(number)));
    }
    for (const auto& [label, count] : counts) {
        const auto [number, isNewNumber] = byNumber.emplace(labelKey(label, Thousands::Any), label);
        if (!isNewNumber)
            remarks.push_back(
                Sentence("{}: the labels {} and {} are two classes; write them alike if they are one "
                         "number.",
                         train.file, inQuotes(number->second), inQuotes(label)));
        const auto [same, isNew] = byName.emplace(nameForm(label), label);
        if (!isNew)
            remarks.push_back(Sentence("{}: the labels {} and {} differ only in capitals and are two classes.",
                                       train.file, inQuotes(same->second), inQuotes(label)));
        if (const auto bare = counts.find(withoutQuotes(label)); bare != counts.end() && bare->first != nameForm(label))
            remarks.push_back(Sentence("{}: the labels {} and {} differ only in quotation marks and are two classes.",
                                       train.file, inQuotes(bare->first), inQuotes(label)));
        const bool common = labelKey(label) == labelKey("-1") && counts.size() < 3;  // -1 and 1
        const bool oddSign = isOnlySigns(label) && label != "+" && label != "-" && !hasOnlySigns;
        if ((noLabelMark(label) == NoLabelMark::Possible && !common) || oddSign)
            remarks.push_back(Sentence(
                "{}: the label {} ({}) is read as a class; take these rows out if it means that they have no label.",
                train.file, inQuotes(label), rowCount(count)));
    }
}

/// Refuses what cannot be the labels of a training file. What was settled before may be the reason: rows that were left
/// out, spellings that are one label.
void requireClasses(const TaskRows& train, const LabelCounts& counts, std::span<const Sentence> settled) {
    try {
        sortedLabels(counts, train.file, train.labelColumn());
    } catch (const Error& fault) {
        Sentence reason = fault.sentence();
        for (const Sentence& remark : settled)
            reason = Sentence("{} {}", reason, remark);
        throw Error(reason, fault.kind());
    }
}

}  // namespace

std::vector<std::string> settleLabels(TaskRows& train, TaskRows& dev, TaskRows& test, Remarks& remarks) {
    const LabelKeys keyOf(train);
    const std::size_t before = remarks.size();
    std::set<std::string> marks = marksIn(train, keyOf, remarks);
    leaveOut(train, marks, remarks);
    requireRows(train);
    const std::set<std::string> trained = keyOf.of(train);
    for (const auto& [label, count] : countSpellings(dev))
        if (label.empty() ||
            ((noLabelMark(label) == NoLabelMark::Sure || isNa(label)) && !trained.contains(keyOf(label))))
            marks.insert(label);
    const bool hasDev = !dev.rows.empty();
    leaveOut(dev, marks, remarks);
    if (hasDev)
        requireRows(dev);
    settleTestMarks(test, trained, keyOf, remarks);

    const SpellingsByLabel classes = classesOf(train, dev, test, keyOf);
    for (TaskRows* rows : {&train, &dev, &test})
        unify(*rows, classes, keyOf, remarks);
    LabelCounts counts = countSpellings(train);
    requireClasses(train, counts, std::span(remarks).subspan(before));  // faults of the training file come first
    remarkOnOddities(train, counts, remarks);
    remarkOnSingleRows(train, counts, remarks);
    const LabelCounts ofTraining = counts;
    for (const TaskRows* rows : {&dev, &test}) {
        const LabelCounts theirs = countSpellings(*rows);
        compare(train, *rows, theirs, ofTraining, remarks);
        for (const auto& [label, count] : theirs)
            if (!label.empty())
                counts[label] += count;
    }
    return sortedLabels(counts, train.file, train.labelColumn());
}

}  // namespace adapterscope
