// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <regex>

#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// The sources in which tensors are made that become part of a pass.
std::vector<fs::path> sources() {
    std::vector<fs::path> files;
    for (const auto* folder : {"core/model", "core/training", "core/pretraining"})
        for (const auto& entry : fs::recursive_directory_iterator(sourceFolder() / folder))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
                files.push_back(entry.path());
    return files;
}

/// What is between the brackets that open at a place in a text, these included.
std::string bracketed(const std::string& text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth == 0)
            return text.substr(open, i + 1 - open);
    }
    return text.substr(open);
}

/// Calls that make a tensor of nothing and name neither options nor a device.
std::vector<std::string> bareFactories(const std::string& text) {
    static const std::regex factory(
        R"((at|torch)::(arange|empty|eye|from_blob|full|linspace|normal|ones|rand|randint|randn|scalar_tensor|tensor|zeros)\()");
    std::vector<std::string> bare;
    for (std::sregex_iterator match(text.begin(), text.end(), factory), end; match != end; ++match) {
        const auto call = bracketed(text, static_cast<std::size_t>(match->position() + match->length() - 1));
        if (call.find("options") == std::string::npos && call.find("device(") == std::string::npos)
            bare.push_back(match->str() + call.substr(1));
    }
    return bare;
}

}  // namespace

TEST_CASE("Raw pointers into tensors are only in the kernels") {
    int inKernels = 0;
    for (const auto& file : sources()) {
        CAPTURE(file.string());
        const std::string text = readFile(file);
        const bool has = text.find("data_ptr") != std::string::npos || text.find("from_blob(") != std::string::npos;
        const bool isKernel = file.parent_path().filename() == "kernels";
        CHECK((!has || isKernel));
        inKernels += has && isKernel;
    }
    CHECK(inKernels > 3);
}

TEST_CASE("Tensors are made with the options of others or on a device that is named") {
    CHECK(bareFactories("at::zeros({2, f(3)}) + at::ones({1}, x.options()) + torch::tensor(a, at::kLong)") ==
          std::vector<std::string>{"at::zeros({2, f(3)})", "torch::tensor(a, at::kLong)"});
    for (const auto& file : sources()) {
        CAPTURE(file.string());
        CHECK(bareFactories(readFile(file)) == std::vector<std::string>());
    }
}
