// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/DecodeText.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>

#include "core/common/Error.h"
#include "core/common/Quantity.h"
#include "core/task/EncodingGuess.h"
#include "core/task/PlainText.h"

namespace adapterscope {

namespace {

constexpr std::string_view mark = "\xef\xbb\xbf";

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open(const std::string& encoding) {
    UErrorCode status = U_ZERO_ERROR;
    Converter converter(ucnv_open(encoding.c_str(), &status));
    if (encoding.empty() || U_FAILURE(status))
        throw Error(
            "{} is not a known encoding; use utf-8, windows-1252, utf-16, windows-1251, shift_jis, gb18030 or the "
            "like.",
            givenAs(Setting::Encoding, encoding));
    return converter;
}

int lineAt(std::string_view text) {
    return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

/// All of it in one encoding. Throws Error naming the line of the first bytes that are invalid in it, with that advice.
std::string convert(std::string_view bytes, const std::string& encoding, const std::string& file,
                    const Sentence& advice) {
    const Converter from = open(encoding), to = open("UTF-8");
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 4);
    const char* source = bytes.data();
    std::array<UChar, 1024> pivot{};
    std::array<char, 4096> chunk{};
    UChar *pivotSource = pivot.data(), *pivotTarget = pivot.data();
    for (bool first = true;; first = false) {
        char* target = chunk.data();
        status = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, chunk.data() + chunk.size(), &source, bytes.data() + bytes.size(),
                       pivot.data(), &pivotSource, &pivotTarget, pivot.data() + pivot.size(), static_cast<UBool>(first),
                       1, &status);
        text.append(chunk.data(), target);
        if (status == U_BUFFER_OVERFLOW_ERROR)
            continue;
        if (U_FAILURE(status)) {
            const auto pending = std::count(pivotSource, pivotTarget, u'\n');  // decoded but not yet written
            throw Error("{}, line {}: {}; {}.", file, lineAt(text) + static_cast<int>(pending),
                        status == U_TRUNCATED_CHAR_FOUND ? Sentence("the {} text ends within a character", encoding)
                                                         : Sentence("this is not {} text", encoding),
                        advice);
        }
        return text;
    }
}

std::string encodingByMark(std::string_view bytes) {
    using namespace std::string_view_literals;
    if (bytes.starts_with("\xff\xfe\0\0"sv) || bytes.starts_with("\0\0\xfe\xff"sv))
        return "UTF-32";
    if (bytes.starts_with("\xff\xfe"sv) || bytes.starts_with("\xfe\xff"sv))
        return "UTF-16";
    return {};
}

/// Without the marks at the front of the file and of its lines, where they come from joining files with marks.
std::string withoutMarks(std::string text) {
    if (text.find(mark) == std::string::npos)
        return text;
    std::string kept;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size() - 1) + 1;
        std::string_view line = std::string_view(text).substr(start, end - start);
        while (line.starts_with(mark))
            line.remove_prefix(mark.size());
        kept += line;
        start = end;
    }
    return kept;
}

bool isAsciiLetter(unsigned char byte) {
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

/// How many bytes are in words of three or more high bytes without a letter of ASCII.
std::size_t bytesOfForeignWords(std::string_view line) {
    constexpr std::size_t shortest = 3;
    std::size_t foreign = 0, length = 0;
    bool hasAscii = false;
    const auto end = [&] {
        foreign += !hasAscii && length >= shortest ? length : 0;
        length = 0;
        hasAscii = false;
    };
    for (const char c : line) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && !isAsciiLetter(byte)) {
            end();
        } else {
            hasAscii = hasAscii || isAsciiLetter(byte);
            ++length;
        }
    }
    end();
    return foreign;
}

/// The lines of a file that are not UTF-8.
struct OtherLines {
    int first = 0, count = 0;
    std::size_t letters = 0, highLetters = 0, high = 0, unused = 0;
    std::size_t foreign = 0;  ///< bytes in words of three or more without an ASCII letter
    std::string start;        ///< enough of them to guess by

    void add(int number, std::string_view line) {
        if (count++ == 0)
            first = number;
        for (const char c : line) {
            const auto byte = static_cast<unsigned char>(c);
            const bool isHighLetter = byte >= 0xc0;  // below are quotation marks and symbols
            letters += isHighLetter || isAsciiLetter(byte);
            highLetters += isHighLetter;
            high += byte >= 0x80;
            unused += byte == 0x81 || byte == 0x8d || byte == 0x8f || byte == 0x90 || byte == 0x9d;  // in windows-1252
        }
        foreign += bytesOfForeignWords(line);
        constexpr std::size_t enough = 1 << 20;
        start += line.substr(0, enough - std::min(enough, start.size()));
    }
    /// In Western European text one letter in ten has an accent, and where they are denser they stand beside others in
    /// a word (déçu, Jää); words of other scripts consist of high bytes throughout.
    bool looksWestern() const {
        constexpr std::size_t few = 5;
        return (highLetters < few || highLetters * 10 <= letters * 3 || foreign * 5 <= high) &&
               (unused < few || unused * 20 <= high);
    }
};

Sentence couldBe(const EncodingGuess& guess) {
    return guess.name.empty() ? "" : Sentence(" (it could be {})", guess.name);
}

[[noreturn]] void refuseEncoding(const std::string& file, const OtherLines& others, const EncodingGuess& guess) {
    throw Error(
        "{}, line {}: this is neither UTF-8 nor Western European text{}; give the file's encoding {}, such as {}.",
        file, others.first, couldBe(guess), byMeansOf(Setting::Encoding),
        guess.name.empty() ? "windows-1252, windows-1251, shift_jis, gb18030 or macintosh"
                           : guess.name + " or windows-1252");
}

void requireNoZero(std::string_view text, const std::string& file) {
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        throw Error(
            "{}, line {}: the file is binary (a zero byte); a task is a text file. If it is UTF-16 without a "
            "byte-order mark, give {}.",
            file, lineAt(text.substr(0, zero)), setTo(Setting::Encoding, "utf-16le or utf-16be"));
}

/// ISO-2022-JP and its like consist of ASCII: signs after an escape stand for others.
void requireNoEscapes(std::string_view text, const std::string& file) {
    if (const std::size_t escape = text.find("\x1b$"); escape != std::string_view::npos)
        throw Error(
            "{}, line {}: this is in ISO-2022-JP or a similar encoding, not UTF-8; give it {}, such as "
            "iso-2022-jp.",
            file, lineAt(text.substr(0, escape)), byMeansOf(Setting::Encoding));
}

/// How often the text holds one of the patterns, and where first.
struct Occurrences {
    std::size_t count = 0, first = std::string::npos;

    Occurrences(const std::string& text, std::initializer_list<const char*> patterns) {
        for (const char* pattern : patterns)
            for (std::size_t at = text.find(pattern); at != std::string::npos; at = text.find(pattern, at + 1)) {
                ++count;
                first = std::min(first, at);
            }
    }
};

/// Reports characters that were lost before the file got here.
void remarkOnLostText(const std::string& text, const std::string& file, std::vector<Sentence>& remarks) {
    const auto lineOf = [&](const Occurrences& found) { return lineAt(std::string_view(text).substr(0, found.first)); };
    if (const Occurrences lost(text, {"\ufffd"}); lost.count > 0)
        remarks.push_back(
            {"{}, line {}: {} \ufffd, which stands for a character that an earlier program could not read; the "
             "text there is lost.",
             file, lineOf(lost), Counted{static_cast<std::int64_t>(lost.count), "place has", "places have"}});
    // Ã or Â before a sign from U+0080 to U+00BF, whose first byte is C2; and what curly quotes become.
    if (const Occurrences twice(text, {"\u00c3\xc2", "\u00c2\xc2", "\u00e2\u20ac"}); twice.count > 0)
        remarks.push_back(
            {"{}, line {}: {} as if UTF-8 had been read as windows-1252 and saved again (é as Ã©); "
             "repair the file if so.",
             file, lineOf(twice),
             Counted{static_cast<std::int64_t>(twice.count), "character looks", "characters look"}});
}

/// UTF-16 without a byte-order mark: in most texts the upper byte of most characters is 0.
std::string withByteOrder(const std::string& encoding, std::string_view bytes) {
    if (nameForm(encoding) != "utf-16" || !encodingByMark(bytes).empty())
        return encoding;
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] == 0)
            ++(i % 2 == 0 ? even : odd);
    return odd > even ? "UTF-16LE" : "UTF-16BE";
}

Sentence ownEncoding() {
    return {"give the file's own encoding {}", byMeansOf(Setting::Encoding)};
}

/// For one that the person gave.
Sentence anotherEncoding() {
    return {"give another encoding, or {} to have it worked out", leavingOut(Setting::Encoding)};
}

/// UTF-8, and windows-1252 in the lines that are not.
DecodedText decodeLines(std::string_view bytes, const std::string& file, std::vector<Sentence>& remarks) {
    std::string text;
    text.reserve(bytes.size());
    int number = 0;
    bool accents = false;
    OtherLines others;
    for (std::size_t start = 0; start < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', start), bytes.size() - 1) + 1;
        const std::string_view line = bytes.substr(start, end - start);
        ++number;
        if (isUtf8(line)) {
            text += line;
            accents = accents || std::any_of(line.begin(), line.end(), [](char c) { return (c & '\x80') != 0; });
        } else {
            text += convert(line, "windows-1252", file, ownEncoding());
            others.add(number, line);
        }
        start = end;
    }
    if (others.count == 0)
        return {std::move(text), "UTF-8"};
    const EncodingGuess guess = guessEncoding(others.start);
    if (!others.looksWestern() || guess.certainty == EncodingGuess::Certainty::Sure)
        refuseEncoding(file, others, guess);
    const Sentence more =
        others.count > 1 ? Sentence(", as {} more line{}", others.count - 1, others.count > 2 ? "s were" : " was") : "";
    if (guess.certainty == EncodingGuess::Certainty::Likely)
        remarks.push_back(
            {"{}, line {}: not UTF-8, read as windows-1252 (Latin-1 with curly quotes){}, though its letters look more "
             "like {}; {} reads it as that.",
             file, others.first, more, guess.name, setTo(Setting::Encoding, guess.name)});
    else
        remarks.push_back(
            {"{}, line {}: not UTF-8, read as windows-1252 (Latin-1 with curly quotes){}; {} names another{}.", file,
             others.first, more, Setting::Encoding, couldBe(guess)});
    return {std::move(text), accents ? "UTF-8 and windows-1252" : "windows-1252"};
}

}  // namespace

void requireEncoding(const std::string& encoding) {
    if (!encoding.empty())
        open(encoding);
}

DecodedText decodeText(std::string_view bytes, const std::string& file, const std::string& encoding,
                       std::vector<Sentence>& remarks) {
    const std::string name = encoding.empty() ? encodingByMark(bytes) : withByteOrder(encoding, bytes);
    if (name.empty()) {
        requireNoZero(bytes, file);
        requireNoEscapes(bytes, file);
    }
    DecodedText decoded =
        name.empty()
            ? decodeLines(bytes, file, remarks)
            : DecodedText{convert(bytes, name, file, encoding.empty() ? ownEncoding() : anotherEncoding()), name};
    requireNoZero(decoded.text, file);
    decoded.text = withoutMarks(std::move(decoded.text));
    remarkOnLostText(decoded.text, file, remarks);
    return decoded;
}

}  // namespace adapterscope
