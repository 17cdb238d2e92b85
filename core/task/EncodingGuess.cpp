// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/EncodingGuess.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace adapterscope {

namespace {

using Alphabets = std::vector<std::u32string_view>;

/// The letters beyond ASCII of one language each, in lower case.
const Alphabets western = {U"àâæçèéêëîïôœùûüÿ", U"äöüßé",        U"áéíñóúüç",    U"ãáàâçéêíóôõúü",
                           U"àèéìíîòóùú",       U"åæøéèêóòôäöü", U"åäöéõüšžàá",  U"áðéíóúýþæöø",
                           U"éëïóöüèêáç",       U"àçèéíïòóúü",   U"êëïôûèéîóáä", U"äëéüöôûèï"};
const Alphabets central = {U"ąćęłńóśźż", U"áčďéěíňóřšťúůýž", U"áäčďéíĺľňóôŕšťúýž", U"áéíóöőúüű", U"čćđšž", U"ăâîşţ"};
const Alphabets turkish = {U"çğıöşüâîûi"};  // with the i of İ
const Alphabets baltic = {U"ąčęėįšųūž", U"āčēģīķļņšūž", U"äõöüšž"};

/// An encoding of one byte per character.
struct Page {
    const char* name;
    const Alphabets& alphabets;
};
const Page windows1252 = {"windows-1252", western};
const std::array<Page, 6> otherPages = {{{"windows-1250", central},
                                         {"macintosh", western},
                                         {"iso-8859-2", central},
                                         {"windows-1254", turkish},
                                         {"windows-1257", baltic},
                                         {"ibm850", western}}};

/// An encoding of two bytes per character: its common characters, those of the first level of its standard, have their
/// first byte in `common`; punctuation and signs in `signs`. Japanese also has syllables.
struct DoublePage {
    struct Range {
        unsigned char first, last;
        bool holds(unsigned char byte) const { return byte >= first && byte <= last; }
    };
    const char* name;
    Range common, signs;
    unsigned char lowestSecond;
    std::optional<Range> syllables = std::nullopt;
};
const std::array<DoublePage, 5> doublePages = {{{"Shift_JIS", {0x88, 0x97}, {0x81, 0x81}, 0x40, {{0x82, 0x83}}},
                                                {"EUC-JP", {0xb0, 0xcf}, {0xa1, 0xa3}, 0xa1, {{0xa4, 0xa5}}},
                                                {"EUC-KR", {0xb0, 0xc8}, {0xa1, 0xa3}, 0xa1},
                                                {"GB18030", {0xb0, 0xd7}, {0xa1, 0xa3}, 0xa1},
                                                {"Big5", {0xa4, 0xc6}, {0xa1, 0xa3}, 0x40}}};

constexpr std::size_t fewestFaults = 3;  // fewer are slips
constexpr double mostWestern = 0.93;     // texts in one language of Western Europe have at least 0.97
constexpr double leastFitting = 0.95;
constexpr double clearlyWestern = 0.97;

/// The characters of a page's 256 bytes.
std::array<char32_t, 256> decodingTable(const char* encoding) {
    std::array<char32_t, 256> characters{};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(encoding, &status), ucnv_close);
    for (std::size_t byte = 0; byte < characters.size(); ++byte) {
        const char source = static_cast<char>(byte);
        std::array<UChar, 4> target{};
        status = U_ZERO_ERROR;
        ucnv_toUChars(converter.get(), target.data(), static_cast<std::int32_t>(target.size()), &source, 1, &status);
        characters[byte] = target[0];
    }
    return characters;
}

bool belongsToWords(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c)) && c != U'ª' && c != U'º' && c != U'µ';
}

/// Signs that join letters without a space.
bool joinsLetters(char32_t c) {
    return std::u32string_view(U"‘’–—…·\u00a0\u00ad").find(c) != std::u32string_view::npos;
}

/// The letters beyond ASCII in a text, and what cannot be where it is.
struct Letters {
    std::map<char32_t, std::size_t> counts;  ///< in lower case
    std::size_t misplaced = 0, all = 0, high = 0;

    Letters(std::string_view bytes, const std::array<char32_t, 256>& characters) {
        const auto at = [&](std::size_t i) {
            return i < bytes.size() ? characters[static_cast<unsigned char>(bytes[i])] : U' ';
        };
        for (std::size_t i = 0; i < bytes.size(); ++i)
            if (static_cast<unsigned char>(bytes[i]) >= 0x80) {
                ++high;
                add(i > 0 ? at(i - 1) : U' ', at(i), at(i + 1));
            }
        for (const auto& [letter, count] : counts)
            all += count;
        all += misplaced;
    }
    /// Whether most characters beyond ASCII are letters.
    bool prevail() const { return all * 2 > high; }
    /// The largest share that belongs to one of the alphabets; 1 if there are none.
    double share(const Alphabets& alphabets) const {
        std::size_t most = 0;
        for (const std::u32string_view alphabet : alphabets) {
            std::size_t fitting = 0;
            for (const auto& [letter, count] : counts)
                fitting += alphabet.find(letter) != std::u32string_view::npos ? count : 0;
            most = std::max(most, fitting);
        }
        return all > 0 ? static_cast<double>(most) / static_cast<double>(all) : 1;
    }

private:
    void add(char32_t before, char32_t c, char32_t behind) {
        const auto code = static_cast<UChar32>(c);
        if (belongsToWords(c)) {
            if (u_isupper(code) && u_islower(static_cast<UChar32>(before)))
                ++misplaced;  // a capital inside a word
            else
                ++counts[static_cast<char32_t>(u_tolower(code))];
        } else if (u_iscntrl(code) || c == U'\ufffd' ||
                   (belongsToWords(before) && belongsToWords(behind) && !joinsLetters(c))) {
            ++misplaced;
        }
    }
};

/// The share of the bytes above ASCII, with those that follow them, that are common characters of the page; 0 for
/// Japanese without syllables.
double commonShare(std::string_view bytes, const DoublePage& page) {
    std::size_t fitting = 0, syllables = 0, all = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        if (first < 0x80)
            continue;
        ++all;
        const auto second = static_cast<unsigned char>(i + 1 < bytes.size() ? bytes[i + 1] : ' ');
        const bool isSyllable = page.syllables && page.syllables->holds(first);
        if (second < page.lowestSecond || second == 0x7f ||
            !(isSyllable || page.common.holds(first) || page.signs.holds(first)))
            continue;
        ++i;
        ++fitting;
        syllables += isSyllable;
    }
    if (all == 0 || (page.syllables && syllables * 5 < fitting))
        return 0;
    return static_cast<double>(fitting) / static_cast<double>(all);
}

/// What ICU takes the bytes for, and how confident it is from 0 to 100.
EncodingGuess guessByFrequencies(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status), ucsdet_close);
    ucsdet_setText(detector.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    const char* found = match && U_SUCCESS(status) ? ucsdet_getName(match, &status) : nullptr;
    if (!found || U_FAILURE(status))
        return {};
    const std::string name = found;
    const int confidence = ucsdet_getConfidence(match, &status);
    const auto isTwoBytes = [&](const DoublePage& page) { return name == page.name; };
    constexpr int likely = 30, sure = 50;  // translations in 19 Western European languages get at most 10 for an
                                           // encoding of two bytes, texts in those five 78 to 100
    if (confidence >= sure && std::any_of(doublePages.begin(), doublePages.end(), isTwoBytes))
        return {name, EncodingGuess::Certainty::Sure};
    const bool isRuledOut = name.starts_with("ISO-8859-1") || name.starts_with("UTF-8") ||
                            name.starts_with("windows-1252") || name.starts_with("IBM42");  // EBCDIC
    return isRuledOut || confidence < likely ? EncodingGuess()
                                             : EncodingGuess{name, EncodingGuess::Certainty::Possible};
}

}  // namespace

EncodingGuess guessEncoding(std::string_view bytes) {
    using Certainty = EncodingGuess::Certainty;
    const Letters letters(bytes, decodingTable(windows1252.name));
    const double asWestern = letters.share(windows1252.alphabets);
    const double faults = (1 - asWestern) * static_cast<double>(letters.all);
    const EncodingGuess byFrequencies = guessByFrequencies(bytes);
    if (byFrequencies.certainty == Certainty::Sure)
        return byFrequencies;
    EncodingGuess best;
    double most = leastFitting;
    const auto take = [&](const char* name, double fitting, Certainty certainty) {
        if (fitting >= most && (best.name.empty() || fitting > most)) {
            most = fitting;
            best = {name, certainty};
        }
    };
    if (asWestern <= mostWestern && faults >= static_cast<double>(fewestFaults)) {
        for (const Page& page : otherPages)
            if (const Letters read(bytes, decodingTable(page.name)); read.prevail())
                take(page.name, read.share(page.alphabets), Certainty::Likely);
        for (const DoublePage& page : doublePages)
            take(page.name, commonShare(bytes, page), Certainty::Sure);
    }
    if (!best.name.empty())
        return best;
    return asWestern < clearlyWestern ? byFrequencies : EncodingGuess();
}

}  // namespace adapterscope
