// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace adapterscope {

struct WindowArguments;

/// Before the application object is made: draws without a display if only a picture is requested. False if a display
/// is needed and there is none.
bool choosePlatform(const WindowArguments& arguments);

/// Does what the command line asks for; returns the program's exit code.
int runWindow(const WindowArguments& arguments);

}  // namespace adapterscope
