// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/look/TextSize.h"

namespace adapterscope::test {

/// Sets a size of text, and the desktop's again at the end.
struct ScopedTextSize {
    explicit ScopedTextSize(double points) { textsize::apply(points); }
    ~ScopedTextSize() { textsize::apply(textsize::normal()); }
    ScopedTextSize(const ScopedTextSize&) = delete;
    ScopedTextSize& operator=(const ScopedTextSize&) = delete;
};

}  // namespace adapterscope::test
