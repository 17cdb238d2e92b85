// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace adapterscope {

class Session;

/// Asks for a format (AdapterScope's own JSON, or AdapterHub's or PEFT's adapter_config.json) and a folder, and writes
/// the current design's configuration into it, as `adapterscope-cli export` does. The message bar shows errors and what
/// the format cannot express.
void exportDesign(Session& session, QWidget* window);

}  // namespace adapterscope
