// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/design/Methods.h"

namespace adapterscope {

class KeyEditor;

/// The control that fits the key's kind and its part in the method.
KeyEditor* makeKeyEditor(const MethodInfo& method, const KeyInfo& key);

}  // namespace adapterscope
