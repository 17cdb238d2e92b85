// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

#include "core/experiment/runs/ProbeResult.h"

/// What the distance from the identity, or from the base, means in words.
namespace adapterscope::identity {

/// A site as people read it: "attention", "feed-forward".
QString nameOf(Site site);

/// Whether the network is the base, to the last bit.
bool isIdentity(const ProbeResult& result);

/// One place: "Layer 2, attention: distance 1.2e-4 (median …, 95th percentile …)."
QString wordsOf(const IdentityPoint& point);
/// What the distance of a site without adapters measures.
QString measuredWords(const IdentityPoint& point);
/// "At sigma = 0.01 the untrained network gives the same label as the base for 99.8 % of the texts." `start` is
/// "At sigma = 0.01" or whatever else determines the start; `skip` whether `result` has the skip connection, `switched`
/// the same with it switched, if that is shown too.
QString sentence(const QString& start, const ProbeResult& result, bool skip,
                 const std::optional<ProbeResult>& switched);
/// The same for a design without adapters, which may start exactly at the base.
QString sentenceWithoutAdapters(const ProbeResult& result);
/// How far that is, on how many texts, and the divergence of the outputs.
QString detail(const ProbeResult& result);
/// What the card is for, if it shows these points.
QString lesson(const std::vector<IdentityPoint>& points = {});
/// What the sentence's labels are, and the divergence of the outputs.
QString labelsTip(const ProbeResult& result);

}  // namespace adapterscope::identity
