// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/exchange/SavedAdapterFolder.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

TEST_CASE("The hash of a saved adapter is that of the files it consists of") {
    const TempFolder folder;
    writeFile(folder / "adapter_config.json", R"({"peft_type": "LORA"})");
    writeFile(folder / "adapter_model.safetensors", "weights");
    const std::string hash = savedAdapterHash(folder.path());
    CHECK(hash.size() == 64);
    writeFile(folder / "README.md", "of no consequence");
    writeFile(folder / "adapter_model.bin", "the same in another form, which is not read");
    CHECK(savedAdapterHash(folder.path()) == hash);
    writeFile(folder / "adapter_model.safetensors", "other weights");
    const std::string other = savedAdapterHash(folder.path());
    CHECK(other != hash);
    writeFile(folder / "adapter_config.json", R"({"peft_type": "LORA", "r": 4})");
    CHECK(savedAdapterHash(folder.path()) != other);
    CHECK_THROWS_MATCHES(savedAdapterHash(folder / "nothing"), Error, says("holds no adapter_config.json"));
}

TEST_CASE("Training starts at an adapter only with its own design") {
    const auto starts = [](const char* saved, const char* design) {
        requireSameDesign(parseDesign(saved), parseDesign(design), "folder");
    };
    starts("lora:r=4", "lora:r=4");
    starts("adapter:m=48,sites=ffn,activation=relu,layernorm=none,original-layernorm=before", "pfeiffer");
    starts("houlsby:m=8,layernorm=none", "houlsby:m=8,init=zero,dropout=0.1,lr=3e-3");
    starts("pfeiffer:m=8,sigma=0", "pfeiffer:m=8,head=off");
    const auto differs = [&](const char* saved, const char* design) {
        CAPTURE(saved, design);
        CHECK_THROWS_MATCHES(starts(saved, design), Error,
                             says("The adapter in folder is " + toText(parseDesign(saved)) + ", so " +
                                  toText(parseDesign(design)) + " cannot start there"));
    };
    differs("lora:r=4", "lora:r=8");
    differs("lora:r=4", "lora:r=4 & bitfit");
    differs("houlsby:m=8", "houlsby:m=8,layernorm=none");
    differs("houlsby:m=8", "pfeiffer:m=8");
    differs("prefix:hidden=0", "prefix");
}

TEST_CASE("A saved head that does not fit is described") {
    const HeadFacts head{3, 1, Pooling::Cls};
    CHECK(headFault(head, Pooling::Cls, 3).empty());
    CHECK(headFault({}, Pooling::Cls, 3) == "it was saved without a head");
    CHECK(headFault(head, Pooling::Cls, 2) == "its head has 3 classes, and the task has 2 labels");
    CHECK(headFault({3, 2, Pooling::Cls}, Pooling::Cls, 3).find("has 2 layers") != std::string::npos);
    CHECK(headFault(head, Pooling::Mean, 3) == "its head reads cls, and that of this run reads mean");
}
