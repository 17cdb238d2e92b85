// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Hash.h"

#include <openssl/evp.h>

#include <array>
#include <memory>

#include "core/common/InputFile.h"

namespace adapterscope {
namespace {

class Sha256 {
public:
    Sha256() { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }

    void add(const char* data, std::size_t size) { EVP_DigestUpdate(m_context.get(), data, size); }

    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            text += digits[digest[i] >> 4];
            text += digits[digest[i] & 15];
        }
        return text;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> m_context{EVP_MD_CTX_new()};
};

}  // namespace

std::string sha256(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes.data(), bytes.size());
    return hash.hex();
}

std::string sha256File(const std::filesystem::path& file) {
    InputFile input(file);
    Sha256 hash;
    std::array<char, 1 << 16> buffer{};
    while (const std::size_t got = input.read(buffer.data(), buffer.size()))
        hash.add(buffer.data(), got);
    return hash.hex();
}

bool isHexadecimal(std::string_view text, std::size_t digits) {
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace adapterscope
