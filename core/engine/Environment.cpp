// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Environment.h"

#include <cblas.h>
#include <dlfcn.h>
#include <dnnl.hpp>
#include <fmt/format.h>
#include <torch/version.h>

#include <filesystem>
#include <fstream>

namespace adapterscope {
namespace {

std::string cpuName() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.rfind("model name", 0) == 0)
            return line.substr(line.find(':') + 2);
    return "unknown";
}

std::string instructionSet() {
    switch (dnnl::get_effective_cpu_isa()) {
        case dnnl::cpu_isa::avx512_core_amx:
            return "AVX-512 with AMX";
        case dnnl::cpu_isa::avx512_core_bf16:
            return "AVX-512 with BF16";
        case dnnl::cpu_isa::avx512_core_vnni:
            return "AVX-512 with VNNI";
        case dnnl::cpu_isa::avx512_core:
            return "AVX-512";
        case dnnl::cpu_isa::avx2_vnni:
        case dnnl::cpu_isa::avx2:
            return "AVX2";
        case dnnl::cpu_isa::avx:
            return "AVX";
        default:
            return "SSE4.1";
    }
}

/// The file the dynamic linker took a function from.
std::string libraryOf(const void* function) {
    Dl_info info{};
    if (!dladdr(function, &info) || !info.dli_fname)
        return "unknown";
    std::error_code error;
    const auto file = std::filesystem::canonical(info.dli_fname, error);
    return error ? info.dli_fname : file.string();
}

}  // namespace

std::map<std::string, std::string> engineEnvironment() {
    const auto* version = dnnl::version();
    return {{"adapterscope", ADAPTERSCOPE_VERSION},
            {"cpu", cpuName()},
            {"instructions", instructionSet()},
            {"libtorch", TORCH_VERSION},
            {"onednn", fmt::format("{}.{}.{}", version->major, version->minor, version->patch)},
            {"blas", libraryOf(reinterpret_cast<const void*>(&cblas_sgemm))}};
}

}  // namespace adapterscope
