// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pretraining/Corpus.h"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <random>

#include "core/base/BaseTokens.h"
#include "core/common/Error.h"
#include "core/common/InputFile.h"
#include "core/common/SystemError.h"

namespace adapterscope {
namespace {

/// A passage ends at the first end of a sentence after a random number of bytes, so the base sees short and long
/// texts.
constexpr std::size_t shortestPassage = 30, longestPassage = 280;

bool endsSentence(const std::string& text, std::size_t i) {
    return (text[i] == '.' || text[i] == '!' || text[i] == '?') && i + 1 < text.size() &&
           (text[i + 1] == ' ' || text[i + 1] == '\n');
}

}  // namespace

Corpus::Corpus(const std::filesystem::path& path, std::uint64_t seed, const std::stop_token& stop,
               std::size_t largest) {
    if (std::filesystem::is_directory(path)) {
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(path))
            if (const auto name = entry.path().filename().string(); name.ends_with(".txt") || name.ends_with(".txt.gz"))
                files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const auto& file : files)
            append(file, stop, largest);
    } else {
        append(path, stop, largest);
    }
    cut(seed);
    if (m_passages.empty())
        throw Error("The corpus {} holds no sentences: it needs .txt or .txt.gz files of plain text.", path.string());
}

void Corpus::append(const std::filesystem::path& file, const std::stop_token& stop, std::size_t largest) {
    const InputFile input(file);
    const int descriptor = ::dup(input.descriptor());  // which zlib closes
    const std::unique_ptr<gzFile_s, decltype(&gzclose)> stream(gzdopen(descriptor, "rb"), &gzclose);
    if (!stream) {
        const std::error_code reason = systemError();
        if (descriptor >= 0)
            ::close(descriptor);
        throw Error(Sentence("The corpus {} cannot be read: {}.", file.string(), reasonOf(reason)), ErrorKind::Machine);
    }
    std::array<char, 1 << 16> buffer{};
    int got = 0;
    while ((got = gzread(stream.get(), buffer.data(), buffer.size())) > 0) {
        if (stop.stop_requested())
            throw Error("Stopped while the corpus was read.", ErrorKind::Cancelled);
        if (m_text.size() + static_cast<std::size_t>(got) > largest)
            throw Error(
                "The corpus is larger than the {} bytes of text that can be read; the limit is reached in {}. Give a "
                "part of it.",
                largest, file.string());
        m_text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    if (got < 0)
        throw Error("The corpus {} is damaged: unpacking it failed. Fetch it again.", file.string());
    m_text += "\n\n";
}

void Corpus::cut(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::size_t begin = 0, wanted = shortestPassage;
    for (std::size_t i = 0; i < m_text.size(); ++i) {
        const bool paragraph = m_text[i] == '\n' && i + 1 < m_text.size() && m_text[i + 1] == '\n';
        if (!paragraph && !(i - begin >= wanted && endsSentence(m_text, i)))
            continue;
        if (i - begin >= shortestPassage)
            m_passages.push_back({begin, i - begin + 1});
        begin = i + 1;
        wanted = shortestPassage + random() % (longestPassage - shortestPassage);
    }
    for (std::size_t i = m_passages.size(); i > 1; --i)
        std::swap(m_passages[i - 1], m_passages[random() % i]);
}

std::string_view Corpus::text(std::size_t index) const {
    const auto& passage = m_passages[index % m_passages.size()];
    return std::string_view(m_text).substr(passage.begin, passage.size);
}

Encoding Corpus::sequence(std::size_t index, const Tokenizer& tokenizer, int maxLength) const {
    return tokenizer.encode(text(index), nullptr, maxLength);
}

Encoding Corpus::pair(std::size_t index, const Tokenizer& tokenizer, int maxLength) const {
    const auto second = text(index + 1);
    return tokenizer.encode(text(index), &second, maxLength);
}

}  // namespace adapterscope
