// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/WordPiece.h"

#include <fmt/format.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <tuple>

#include "core/Error.h"

namespace adapterscope {

using Kind = BertNormalizer::Kind;

struct WordPiece::Output {
    std::vector<std::int32_t> ids;
    std::vector<std::pair<int, int>> offsets;
};

/// A word being read: its normalised bytes and, where offsets are wanted, the code point that each byte came from.
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

bool isCharacterStart(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

/// How many tokens of each of two texts are kept so that both together have at most `room`: the longer one is cut
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

WordPiece::WordPiece(std::vector<std::string> tokens, const WordPieceOptions& options, const std::string& name)
    : m_vocabulary(std::move(tokens), options.continuation),
      m_normalizer(options.normalizer),
      m_longestWord(options.longestWord),
      m_unknown(required(options.unknown, "unknown words", name)),
      m_start(required(options.start, "the start of a text", name)),
      m_end(required(options.end, "the end of a text", name)) {
    for (const std::string& text : options.special) {
        const std::int32_t id = m_vocabulary.id(text);
        if (id < 0)
            continue;
        m_special.push_back({text, id});
        m_startsSpecial[static_cast<unsigned char>(text[0])] = true;
    }
    std::stable_sort(m_special.begin(), m_special.end(),
                     [](const Special& a, const Special& b) { return a.text.size() > b.text.size(); });
}

std::int32_t WordPiece::required(const std::string& token, const char* role, const std::string& name) const {
    const std::int32_t id = m_vocabulary.id(token);
    if (id < 0)
        throw Error(fmt::format("{} has no token \"{}\", which stands for {}; is it the vocabulary of this base?", name,
                                token, role));
    return id;
}

const WordPiece::Special* WordPiece::specialAt(std::string_view rest) const {
    for (const Special& special : m_special)
        if (rest.starts_with(special.text))
            return &special;
    return nullptr;
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
    std::array<std::uint8_t, 4> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, c);
    for (std::size_t i = 0; i < size; ++i)
        word.push(static_cast<char>(bytes[i]), position);
    ++word.characters;
    if (kind == Kind::Punctuation)
        endWord(word, output);
}

void WordPiece::pieces(std::string_view text, Output& output, bool withOffsets) const {
    Word word;
    word.withOffsets = withOffsets;
    int position = 0;  // in code points
    const auto size = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < size;) {
        const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
        if (m_startsSpecial[byte]) {
            if (const Special* special = specialAt(text.substr(static_cast<std::size_t>(i)))) {
                endWord(word, output);
                const auto length = std::count_if(special->text.begin(), special->text.end(), isCharacterStart);
                output.ids.push_back(special->id);
                if (withOffsets)
                    output.offsets.emplace_back(position, position + static_cast<int>(length));
                position += static_cast<int>(length);
                i += static_cast<std::int64_t>(special->text.size());
                continue;
            }
        }
        if (byte < 128) {
            if (m_normalizer.asciiKind(byte) == Kind::Letter) {
                word.push(m_normalizer.ascii(byte), position);
                ++word.characters;
            } else {
                addCharacter(word, static_cast<char32_t>(m_normalizer.ascii(byte)), m_normalizer.asciiKind(byte),
                             position, output);
            }
            ++i;
        } else {
            UChar32 c = 0;
            U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), i, size, c);
            const BertNormalizer::Result result = m_normalizer.normalize(static_cast<char32_t>(c));
            if (result.isolated)
                endWord(word, output);
            for (int k = 0; k < result.size; ++k)
                addCharacter(word, result.characters[static_cast<std::size_t>(k)],
                             result.kinds[static_cast<std::size_t>(k)], position, output);
            if (result.isolated)
                endWord(word, output);
        }
        ++position;
    }
    endWord(word, output);
}

std::vector<std::int32_t> WordPiece::encodePlain(std::string_view text) const {
    Output output;
    output.ids.reserve(text.size() / 4);
    pieces(text, output, false);
    return std::move(output.ids);
}

Encoding WordPiece::encode(std::string_view text, const std::string_view* pair, int maxLength) const {
    if (pair && pair->empty())  // the reference takes an empty second text as none
        pair = nullptr;
    const std::size_t added = pair ? 3 : 2;
    if (maxLength < 0 || (maxLength > 0 && static_cast<std::size_t>(maxLength) < added))
        throw Error(fmt::format("A largest length of {} tokens is too small: {} stand around the text alone.",
                                maxLength, added));
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
        encoding.ids.insert(encoding.ids.end(), output.ids.begin(),
                            output.ids.begin() + static_cast<std::ptrdiff_t>(count));
        encoding.offsets.insert(encoding.offsets.end(), output.offsets.begin(),
                                output.offsets.begin() + static_cast<std::ptrdiff_t>(count));
        encoding.ids.push_back(m_end);
        encoding.offsets.emplace_back(0, 0);
        encoding.typeIds.resize(encoding.ids.size(), type);
    };
    encoding.ids.push_back(m_start);
    encoding.offsets.emplace_back(0, 0);
    append(first, n1, 0);
    if (pair)
        append(second, n2, 1);
    return encoding;
}

}  // namespace adapterscope
