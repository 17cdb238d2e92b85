// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/BaseFolder.h"
#include "core/base/TensorFacts.h"
#include "core/common/Error.h"
#include "core/exchange/ConfigFile.h"
#include "core/exchange/OwnConfig.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using adapterscope::test::says;
using adapterscope::test::TempFolder;
namespace fs = std::filesystem;

TEST_CASE("A configuration is written into a new folder and nothing else is left there") {
    TempFolder folder;
    const auto file = writeConfig(folder / "a" / "b", "design.json", {{"m", 8}});
    CHECK(file == folder / "a" / "b" / "design.json");
    CHECK(test::readFile(file) == "{\n  \"m\": 8\n}\n");
    CHECK(test::filesIn(folder / "a" / "b") == 1);
}

TEST_CASE("A file with other content is replaced only when asked") {
    TempFolder folder;
    test::writeFile(folder / "design.json", "mine");
    CHECK_THROWS_MATCHES(writeConfig(folder.path(), "design.json", {{"m", 8}}), Error,
                         says("design.json already exists"));
    CHECK(test::readFile(folder / "design.json") == "mine");
    CHECK(test::filesIn(folder.path()) == 1);
    writeConfig(folder.path(), "design.json", {{"m", 8}}, true);
    CHECK(nlohmann::json::parse(test::readFile(folder / "design.json"))["m"] == 8);
    CHECK_NOTHROW(writeConfig(folder.path(), "design.json", {{"m", 8}}));
}

TEST_CASE("A place that cannot be written is named and left as it was") {
    TempFolder folder;
    test::writeFile(folder / "file", "mine");
    CHECK_THROWS_MATCHES(writeConfig(folder / "file", "design.json", {{"m", 8}}), Error,
                         says("file cannot be written"));
    CHECK(test::readFile(folder / "file") == "mine");
    fs::create_directories(folder / "design.json" / "inside");
    CHECK_THROWS_MATCHES(writeConfig(folder.path(), "design.json", {{"m", 8}}, true), Error,
                         says("design.json cannot be"));
    CHECK(test::filesIn(folder.path()) == 2);
}

TEST_CASE("A link in the place of a configuration is replaced and a pipe refused by name") {
    TempFolder folder;
    test::writeFile(folder / "precious", "mine");
    fs::create_symlink(folder / "precious", folder / "design.json");
    writeConfig(folder.path(), "design.json", {{"m", 8}}, true);
    CHECK_FALSE(fs::is_symlink(folder / "design.json"));
    CHECK(test::readFile(folder / "precious") == "mine");
    REQUIRE(::mkfifo((folder / "pipe.json").c_str(), 0600) == 0);
    for (const bool overwrite : {false, true})
        CHECK_THROWS_MATCHES(writeConfig(folder.path(), "pipe.json", {{"m", 8}}, overwrite), Error,
                             says("pipe.json cannot be written: it is a pipe"));
    CHECK_THROWS_MATCHES(writeConfig(folder / "pipe.json", "design.json", {{"m", 8}}), Error,
                         says("pipe.json cannot be written"));
}

TEST_CASE("A read only folder is refused by name") {
    if (::geteuid() == 0) {
        // The superuser may write everywhere except in the kernel's own folders.
        CHECK_THROWS_MATCHES(writeConfig("/proc/adapterscope", "design.json", {{"m", 8}}), Error,
                             says("/proc/adapterscope"));
        return;
    }
    TempFolder folder;
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK_THROWS_MATCHES(writeConfig(folder.path(), "design.json", {{"m", 8}}), Error, says(folder.path().string()));
    fs::permissions(folder.path(), fs::perms::owner_all);
}

TEST_CASE("The own form holds the design and the shape of the base and reads back") {
    for (const std::string text :
         {"houlsby:m=8,sigma=0.001,lr=0.003", "adapter:m=64@0-5+16@6-11,gating=on", "top:k=2", "full"}) {
        CAPTURE(text);
        const auto design = parseDesign(text);
        const auto json = nlohmann::json::parse(ownConfig(design, BaseConfig{}, "builtin").dump(2));
        CHECK(json["design"] == text);
        CHECK(json["program"].get<std::string>().find("AdapterScope 0.") == 0);
        CHECK(json["base"]["name"] == "builtin");
        CHECK(json["base"]["hidden_size"] == 768);
        CHECK(encoderParameters(baseConfigFromJson(json["base"], "base"), true) == 109482240);
        CHECK(designFromOwnConfig(json) == design);
    }
    CHECK_THROWS_MATCHES(ownConfig(parseDesign("top:k=13"), BaseConfig{}, "builtin"), Error, says("k = 13"));
}

TEST_CASE("What is not a design of the own format is refused") {
    auto json = ownConfig(parseDesign("houlsby"), BaseConfig{}, "builtin");
    json["format_version"] = 2;
    CHECK_THROWS_MATCHES(designFromOwnConfig(json), Error, says("(2)"));
    json.erase("format");
    CHECK_THROWS_MATCHES(designFromOwnConfig(json), Error, says("\"format\""));
    CHECK_THROWS_MATCHES(designFromOwnConfig({1, 2}), Error, says("adapterscope-design"));
}

TEST_CASE("A format names its file and an unknown one is refused") {
    const auto design = parseDesign("houlsby");
    CHECK(exportConfig("adapterhub", design, BaseConfig{}, "builtin").fileName == "adapter_config.json");
    CHECK(exportConfig("adapterhub", design, BaseConfig{}, "builtin").config.json.contains("config"));
    CHECK(exportConfig("peft", parseDesign("lora"), BaseConfig{}, "builtin").fileName == "adapter_config.json");
    CHECK(exportConfig("json", design, BaseConfig{}, "builtin").fileName == "design.json");
    CHECK(exportConfig("json", design, BaseConfig{}, "builtin").config.json["design"] == "houlsby");
    CHECK_THROWS_MATCHES(exportConfig("onnx", design, BaseConfig{}, "builtin"), Error,
                         says("'onnx'") && says("adapterhub, peft or json"));
}
