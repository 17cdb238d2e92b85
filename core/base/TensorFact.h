// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

namespace adapterscope {

/// What a tensor of an encoder is for.
enum class Role {
    Word,
    Position,
    Type,
    EmbeddingNorm,
    Query,
    Key,
    Value,
    AttentionOut,
    AttentionNorm,
    FfnIn,
    FfnOut,
    FfnNorm,
    Pooler
};
bool isTable(Role role);
bool isNorm(Role role);
bool isEmbedding(Role role);  ///< a table, or the LayerNorm over their sum

enum class TensorKind {
    Matrix,  ///< of a product, or a table
    Bias,    ///< a LayerNorm's included
    Gain     ///< a LayerNorm's weight
};

/// One side of a tensor: its symbol in formulas (d, f, V, P, T) and its size.
struct Extent {
    char symbol = ' ';
    std::int64_t size = 1;
};

/// Which tensor of an encoder.
struct TensorKey {
    Role role;
    int layer;  ///< from 0; -1 outside the layers
    TensorKind kind;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 in the rewritten < for a pointer
    auto operator<=>(const TensorKey&) const = default;
};

/// One tensor of an encoder.
struct TensorFact {
    Role role;
    int layer;  ///< from 0; -1 outside the layers
    TensorKind kind;
    Extent rows;          ///< the outputs of a product, or the entries of a table
    Extent columns = {};  ///< for matrices only: the inputs of a product, or d

    TensorKey key() const { return {role, layer, kind}; }
    std::int64_t entries() const { return rows.size * columns.size; }
    std::vector<std::int64_t> shape() const;  ///< [rows, columns] of a matrix, else [rows]
};

}  // namespace adapterscope
