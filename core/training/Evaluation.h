// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/model/Encoder.h"
#include "core/task/Metrics.h"
#include "core/training/EncodedTask.h"
#include "core/training/FrozenStates.h"
#include "core/training/Identity.h"

namespace adapterscope {

/// Loss and every metric on a labelled split, and the predicted labels in the split's order.
struct Scores {
    double loss = 0;
    std::map<std::string, double> metrics;
    std::vector<int> predicted;
    std::vector<int> notFinite;  ///< rows of the first batch whose loss is not finite; empty if all are finite
};

/// Logits [sequences, classes] of the last hidden states.
using HeadFunction = std::function<at::Tensor(const ForwardPass& pass, const Tokens& tokens)>;

/// Measures a tuning; no dropout, no gradients.
class Evaluator {
public:
    /// With the tuning's own head, or another; with all of the tuning, or as much as `strength` states.
    Evaluator(const Base& base, const Tuning& tuning, Precision precision, HeadFunction head = ownHead,
              Strength strength = {})
        : m_base(base),
          m_tuning(tuning),
          m_precision(precision),
          m_head(std::move(head)),
          m_strength(std::move(strength)) {}

    /// `states` are the split's hidden states at the input of layer `first`; null with first = -1 = from the
    /// embeddings. Throws Error (Cancelled) if stopped.
    /// `meter`, if given, observes the adapters at work on the split's probe sample.
    Scores evaluate(const EncodedSplit& split, Classes classes, const FrozenStates* states, int first,
                    const std::stop_token& stop, IdentityMeter* meter = nullptr) const;
    /// Has the meter see what the tuning changes at sites without adapters, on comparedRows(). In float32 whatever the
    /// precision is: otherwise a tensor that is trained, which is never rounded, would differ from the base's by
    /// rounding.
    void compareWithBase(const EncodedSplit& split, const FrozenStates* states, int first, IdentityMeter& meter) const;

private:
    static at::Tensor ownHead(const ForwardPass& pass, const Tokens& tokens) { return classify(pass, tokens, 0); }
    Tokens hidden(const ForwardPass& pass, const std::vector<int>& rows, const FrozenStates* states, int first) const;

    const Base& m_base;
    const Tuning& m_tuning;
    Precision m_precision;
    HeadFunction m_head;
    Strength m_strength;
};

}  // namespace adapterscope
