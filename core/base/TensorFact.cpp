// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/TensorFact.h"

namespace adapterscope {

bool isTable(Role role) {
    return role == Role::Word || role == Role::Position || role == Role::Type;
}

bool isNorm(Role role) {
    return role == Role::EmbeddingNorm || role == Role::AttentionNorm || role == Role::FfnNorm;
}

bool isEmbedding(Role role) {
    return isTable(role) || role == Role::EmbeddingNorm;
}

std::vector<std::int64_t> TensorFact::shape() const {
    return kind == TensorKind::Matrix ? std::vector{rows.size, columns.size} : std::vector{rows.size};
}

}  // namespace adapterscope
