// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/tokenizers/WordPiece.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "core/common/Error.h"
#include "core/common/Quantity.h"

namespace adapterscope {

using Kind = BertNormalizer::Kind;

struct WordPiece::Output {
    std::vector<std::int32_t> ids;
    std::vector<std::pair<int, int>> offsets;
};

/// A word being read: its normalised bytes and, if offsets are needed, the code point that each byte came from.
struct WordPiece::Word {
    std::string bytes;
    std::vector<int> source;
    int characters = 0;
    bool withOffsets = false;

    void push(char byte, int position) {
        bytes.push_back(byte);
        if (withOffsets)
            source.push_back(position);
    }
    void clear() {
        bytes.clear();
        source.clear();
        characters = 0;
    }
};

namespace {

/// The bytes of a character in UTF-8.
template <typename Each>
void eachByte(char32_t c, Each each) {
    std::array<std::uint8_t, 4> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, c);
    for (std::size_t i = 0; i < size; ++i)
        each(static_cast<char>(bytes.at(i)));
}

bool isCharacterStart(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

/// Calls each(character, kind, position) for what the normaliser makes of the text; an ideograph has spaces around it.
/// Moves the position past the text.
template <typename Each>
void eachCharacter(const BertNormalizer& normalizer, std::string_view text, int& position, Each each) {
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size; ++position) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), i, size, c);
        const BertNormalizer::Result result = normalizer.normalize(static_cast<char32_t>(c));
        if (result.isolated)
            each(U' ', Kind::Space, position);
        for (int k = 0; k < result.size; ++k)
            each(result.characters[static_cast<std::size_t>(k)], result.kinds[static_cast<std::size_t>(k)], position);
        if (result.isolated)
            each(U' ', Kind::Space, position);
    }
}

/// How many tokens of each of two texts are kept so that both have at most `room` together: the longer one is cut
/// first, and what must be cut from both is shared equally.
std::pair<std::size_t, std::size_t> longestFirst(std::size_t first, std::size_t second, std::size_t room) {
    std::size_t shorter = std::min(first, second);
    std::size_t longer = std::max(first, second);
    if (first + second > room) {
        longer = shorter > room ? shorter : std::max(shorter, room - shorter);
        if (shorter + longer > room) {
            shorter = room / 2;
            longer = room - shorter;
        }
    }
    return first <= second ? std::pair(shorter, longer) : std::pair(longer, shorter);
}

}  // namespace

/// A text as the normaliser leaves it, in which tokens can be matched.
struct WordPiece::Normalized {
    struct Character {
        char32_t c = 0;
        Kind kind = Kind::Letter;
        int position = 0;  ///< of the code point that it came from
    };
    std::string bytes;
    std::vector<std::size_t> characterOf;  ///< by byte, and one for the end
    std::vector<Character> characters;
    int end = 0;  ///< position past the text

    void add(char32_t c, Kind kind, int position) {
        eachByte(c, [&](char byte) { bytes.push_back(byte); });
        characterOf.resize(bytes.size(), characters.size());
        characters.push_back({c, kind, position});
    }
};

WordPiece::WordPiece(std::vector<std::string> tokens, const WordPieceOptions& options, const std::string& name,
                     const std::set<std::string>& unwritten)
    : m_vocabulary(std::move(tokens), options.continuation),
      m_normalizer(options.normalizer),
      m_longestWord(options.longestWord),
      m_largestWritten(m_vocabulary.largestId()),
      m_size(m_vocabulary.size()),
      m_keepEnd(options.keepEnd),
      m_secondType(options.typeOfSecondText ? 1 : 0) {
    giveIds(options, unwritten);
    seek(options, name);
    m_unknown = required(m_vocabulary.id(options.unknown), options.unknown, "unknown words", name);
    m_start = required(tokenId(options.start), options.start, "the start of a text", name);
    m_end = required(tokenId(options.end), options.end, "the end of a text", name);
}

/// A token of the vocabulary keeps its id; any other gets the next one after the vocabulary and the tokens before it.
void WordPiece::giveIds(const WordPieceOptions& options, const std::set<std::string>& unwritten) {
    const std::int32_t first = m_vocabulary.distinct() + (options.blankIsToken && m_vocabulary.hasBlank() ? 1 : 0);
    std::int32_t largest = -1;
    for (const std::string& content : options.added.contents()) {
        const std::int32_t known = m_vocabulary.id(content);
        const std::int32_t id = known >= 0 ? known : std::max(first, largest + 1);
        largest = std::max(largest, id);
        m_size = std::max(m_size, id + 1);
        if (!unwritten.contains(content))
            m_largestWritten = std::max(m_largestWritten, id);
        m_added.emplace(content, id);
    }
}

void WordPiece::seek(const WordPieceOptions& options, const std::string& name) {
    const BertNormalizer normalizer(options.tokenNormalizer);
    for (const AddedToken& token : options.added.sought()) {
        if (token.special && options.splitSpecial)
            continue;
        const std::string pattern = token.normalized ? normalized(normalizer, token.content, 0).bytes : token.content;
        if (pattern.empty())
            throw Error(
                "{}: nothing is left of the added token \"{}\" once it is normalised, so it can never match; remove "
                "it.",
                name, token.content);
        (token.normalized ? m_normalized : m_raw).add({pattern, token, m_added.at(token.content)});
    }
}

int WordPiece::tokenId(std::string_view token) const {
    const auto added = m_added.find(token);
    return added == m_added.end() ? m_vocabulary.id(token) : added->second;
}

std::string WordPiece::token(int id) const {
    for (const auto& [content, added] : m_added)
        if (added == id)
            return content;
    return m_vocabulary.token(id);
}

std::int32_t WordPiece::required(std::int32_t id, const std::string& token, const char* role,
                                 const std::string& name) const {
    if (id < 0)
        throw Error("{} has no token \"{}\", which stands for {}; is it the vocabulary of this base?", name, token,
                    role);
    return id;
}

void WordPiece::endWord(Word& word, Output& output) const {
    if (word.bytes.empty())
        return;
    const std::string_view bytes = word.bytes;
    const std::size_t before = output.ids.size();
    const auto emit = [&](std::int32_t id, std::size_t start, std::size_t end) {
        output.ids.push_back(id);
        if (word.withOffsets)
            output.offsets.emplace_back(word.source[start], word.source[end - 1] + 1);
    };
    std::size_t start = word.characters > m_longestWord ? bytes.size() : 0;
    bool known = start == 0;
    while (start < bytes.size()) {
        std::size_t end = std::min(bytes.size(), start + m_vocabulary.longest());
        std::int32_t id = -1;
        for (; end > start; --end) {
            if (end < bytes.size() && !isCharacterStart(bytes[end]))
                continue;
            const std::string_view piece = bytes.substr(start, end - start);
            id = start == 0 ? m_vocabulary.id(piece) : m_vocabulary.continuationId(piece);
            if (id >= 0)
                break;
        }
        if (id < 0) {
            known = false;
            break;
        }
        emit(id, start, end);
        start = end;
    }
    if (!known) {
        output.ids.resize(before);
        if (word.withOffsets)
            output.offsets.resize(before);
        emit(m_unknown, 0, bytes.size());
    }
    word.clear();
}

void WordPiece::addCharacter(Word& word, char32_t c, Kind kind, int position, Output& output) const {
    if (kind == Kind::Dropped)
        return;
    if (kind != Kind::Letter)
        endWord(word, output);
    if (kind == Kind::Space)
        return;
    eachByte(c, [&](char byte) { word.push(byte, position); });
    ++word.characters;
    if (kind == Kind::Punctuation)
        endWord(word, output);
}

/// The tokens of a text in which no added token is matched; returns the position past it.
int WordPiece::words(std::string_view text, int position, Word& word, Output& output) const {
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 128) {
            if (m_normalizer.asciiKind(byte) == Kind::Letter) {
                word.push(m_normalizer.ascii(byte), position);
                ++word.characters;
            } else {
                addCharacter(word, static_cast<char32_t>(m_normalizer.ascii(byte)), m_normalizer.asciiKind(byte),
                             position, output);
            }
            ++position;
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && static_cast<unsigned char>(text[end]) >= 128)
            ++end;
        eachCharacter(m_normalizer, text.substr(i, end - i), position,
                      [&](char32_t c, Kind kind, int at) { addCharacter(word, c, kind, at, output); });
        i = end;
    }
    endWord(word, output);
    return position;
}

WordPiece::Normalized WordPiece::normalized(const BertNormalizer& normalizer, std::string_view text, int position) {
    Normalized normalized;
    const bool plainSpaces = normalizer.options().cleanText;
    eachCharacter(normalizer, text, position, [&](char32_t c, Kind kind, int at) {
        if (kind != Kind::Dropped)
            normalized.add(kind == Kind::Space && plainSpaces ? U' ' : c, kind, at);
    });
    normalized.characterOf.push_back(normalized.characters.size());
    normalized.end = position;
    return normalized;
}

/// As words(), for a text in which normalised tokens are matched.
int WordPiece::normalizedWords(std::string_view text, int position, Word& word, Output& output) const {
    const Normalized whole = normalized(m_normalizer, text, position);
    m_normalized.split(whole.bytes, [&](std::string_view part, const TokenMatcher::Entry* token) {
        const auto start = static_cast<std::size_t>(part.data() - whole.bytes.data());
        const std::size_t first = whole.characterOf[start];
        const std::size_t last = whole.characterOf[start + part.size()];
        if (token) {
            output.ids.push_back(token->id);
            if (word.withOffsets)
                output.offsets.emplace_back(whole.characters[first].position, whole.characters[last - 1].position + 1);
            return;
        }
        for (std::size_t i = first; i < last; ++i)
            addCharacter(word, whole.characters[i].c, whole.characters[i].kind, whole.characters[i].position, output);
        endWord(word, output);
    });
    return whole.end;
}

void WordPiece::pieces(std::string_view text, Output& output, bool withOffsets) const {
    Word word;
    word.withOffsets = withOffsets;
    int position = 0;  // in code points
    m_raw.split(text, [&](std::string_view part, const TokenMatcher::Entry* token) {
        if (!token) {
            position = m_normalized.empty() ? words(part, position, word, output)
                                            : normalizedWords(part, position, word, output);
            return;
        }
        const auto length = static_cast<int>(std::count_if(part.begin(), part.end(), isCharacterStart));
        output.ids.push_back(token->id);
        if (withOffsets)
            output.offsets.emplace_back(position, position + length);
        position += length;
    });
}

std::vector<std::int32_t> WordPiece::encodePlain(std::string_view text) const {
    Output output;
    output.ids.reserve(text.size() / 4);
    pieces(text, output, false);
    return std::move(output.ids);
}

Encoding WordPiece::encode(std::string_view text, const std::string_view* pair, int maxLength) const {
    if (pair && pair->empty())  // the reference ignores an empty second text
        pair = nullptr;
    const std::size_t added = pair ? 3 : 2;
    if (maxLength < 0 || (maxLength > 0 && static_cast<std::size_t>(maxLength) < added))
        throw Error("A maximum length of {} is too small: the special tokens around the text take {}.",
                    Counted{maxLength, "token"}, added);
    Output first, second;
    pieces(text, first, true);
    if (pair)
        pieces(*pair, second, true);
    std::size_t n1 = first.ids.size();
    std::size_t n2 = second.ids.size();
    if (maxLength > 0) {
        const std::size_t room = static_cast<std::size_t>(maxLength) - added;
        if (pair)
            std::tie(n1, n2) = longestFirst(n1, n2, room);
        else
            n1 = std::min(n1, room);
    }
    Encoding encoding;
    encoding.ids.reserve(n1 + n2 + added);
    const auto append = [&](const Output& output, std::size_t count, std::int32_t type) {
        const auto from = static_cast<std::ptrdiff_t>(m_keepEnd ? output.ids.size() - count : 0);
        const auto to = from + static_cast<std::ptrdiff_t>(count);
        encoding.ids.insert(encoding.ids.end(), output.ids.begin() + from, output.ids.begin() + to);
        encoding.offsets.insert(encoding.offsets.end(), output.offsets.begin() + from, output.offsets.begin() + to);
        encoding.ids.push_back(m_end);
        encoding.offsets.emplace_back(0, 0);
        encoding.typeIds.resize(encoding.ids.size(), type);
    };
    encoding.ids.push_back(m_start);
    encoding.offsets.emplace_back(0, 0);
    append(first, n1, 0);
    if (pair)
        append(second, n2, m_secondType);
    return encoding;
}

}  // namespace adapterscope
