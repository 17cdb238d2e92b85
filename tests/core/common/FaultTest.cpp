// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <new>
#include <system_error>

#include "core/common/Fault.h"
#include "tests/support/ScopedLog.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

Error faultOf(const std::function<void()>& work, ErrorKind unexpected = ErrorKind::Machine) {
    try {
        work();
    } catch (...) {
        return currentFault("The command", unexpected);
    }
    FAIL("nothing was thrown");
    return Error("");
}

}  // namespace

TEST_CASE("An Error is its own sentence") {
    const Error fault = faultOf([] { throw Error("There is no x.", ErrorKind::Usage); });
    CHECK(fault.what() == std::string("There is no x."));
    CHECK(fault.kind() == ErrorKind::Usage);
}

TEST_CASE("An unexpected exception is reported without its text, which is logged") {
    const ScopedLog log;
    const Error fault = faultOf([] { nlohmann::json(5).at("x"); }, ErrorKind::Run);
    CHECK(fault.what() == "The command failed for an unexpected reason. What was reported is in " + log.file.string() +
                              ". Try it again; if it fails again, report it with that file.");
    CHECK(fault.kind() == ErrorKind::Run);
    CHECK_THAT(readFile(log.file), Catch::Contains("The command\n[json.exception.type_error"));
    CHECK_THAT(faultOf([] { throw 5; }).what(), Catch::Contains("for an unexpected reason"));
}

TEST_CASE("Missing memory, threads and room count as the machine's") {
    const ScopedLog log;
    const auto code = [](std::errc error) { return std::make_error_code(error); };
    const Error memory = faultOf([] { throw std::bad_alloc(); });
    CHECK_THAT(memory.what(), Catch::StartsWith("The command needs more memory than this machine can give."));
    CHECK(memory.kind() == ErrorKind::Machine);
    const Error thread = faultOf([&] { throw std::system_error(code(std::errc::resource_unavailable_try_again)); });
    CHECK_THAT(thread.what(), Catch::Contains("another thread"));
    const Error room = faultOf(
        [&] { throw std::filesystem::filesystem_error("copy", "/data/x", code(std::errc::no_space_on_device)); });
    CHECK(room.what() == std::string("The command failed at /data/x: No space left on device."));
    CHECK(room.kind() == ErrorKind::Machine);
    const Error name = faultOf([] { static_cast<void>(std::filesystem::exists(std::string(300, 'n'))); });
    CHECK_THAT(name.what(), Catch::Contains("nnn: File name too long."));
    CHECK(name.kind() == ErrorKind::Input);
}
