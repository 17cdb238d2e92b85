// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Blocks.h"
#include "core/model/families/Families.h"

namespace adapterscope {
namespace {

Tokens embedDistilBert(const ForwardPass& pass) {
    return embedded(pass, false);
}

}  // namespace

FamilyPass distilBertPass() {
    return {"distilbert", embedDistilBert, postNormLayer};
}

}  // namespace adapterscope
