// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/IdentitySummary.h"

#include <QCoreApplication>

#include <algorithm>

#include "core/experiment/comparison/IdentityCourse.h"
#include "ui/look/NumberText.h"

namespace adapterscope::identity {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("identity", text);
}

/// A share of texts, with "100 %" only for all of them.
QString shareText(const ProbeResult& result) {
    const double percent = 100 * result.agreement;
    return result.agreement < 1 ? QString::number(std::min(percent, 99.9), 'f', 1) + " %" : QString("100 %");
}

/// 0.36 %, or 1.8e-13 if a percentage is meaningless.
QString shareOfSize(double distance) {
    return distance < 1e-4 ? magnitude(distance) : percentText(100 * distance);
}

bool hasAdapter(const std::vector<IdentityPoint>& points) {
    return std::any_of(points.begin(), points.end(),
                       [](const IdentityPoint& point) { return point.measured == Measured::Adapter; });
}

bool isAllZero(const std::vector<IdentityPoint>& points) {
    return std::all_of(points.begin(), points.end(), [](const IdentityPoint& point) { return point.distance == 0; });
}

QString adaptersDetail(double far) {
    if (far == 0)
        return tr("An adapter changes nothing.");
    if (far < 0.01)
        return tr("An adapter changes its input by %1 of its size: next to nothing.").arg(shareOfSize(far));
    if (far < 0.5)
        return tr("An adapter changes its input by %1 of its size: no longer near the identity.").arg(shareOfSize(far));
    if (far < 2)
        return tr("An adapter changes its input by %1 of its size: what came in is lost.").arg(shareOfSize(far));
    return tr("An adapter adds %1 times the size of its input: noise drowns what came in.").arg(magnitude(far));
}

/// The same for sites without adapters.
QString sitesDetail(double far) {
    if (far == 0)
        return tr("Every distance is 0.");
    if (far < 0.01)
        return tr("A changed place differs from the base's by %1 of its size: next to nothing.").arg(shareOfSize(far));
    if (far < 0.5)
        return tr("A changed place differs from the base's by %1 of its size.").arg(shareOfSize(far));
    return tr("A changed place differs from the base's by %1 of its size: little of the base is left there.")
        .arg(shareOfSize(far));
}

}  // namespace

QString nameOf(Site site) {
    switch (site) {
        case Site::Attention:
            return tr("attention");
        case Site::Ffn:
            return tr("feed-forward");
        case Site::Embeddings:
            return tr("embeddings");
        case Site::Pooler:
            return tr("pooler");
        case Site::LastState:
            return tr("last state");
    }
    return {};
}

bool isIdentity(const ProbeResult& result) {
    return result.logitKl == 0 && isAllZero(result.layers);
}

QString wordsOf(const IdentityPoint& point) {
    if (point.site == Site::Embeddings)
        return tr("Embeddings: distance %1 (median %2, 95th percentile %3).")
            .arg(magnitude(point.distance), magnitude(point.median), magnitude(point.p95));
    if (point.site == Site::LastState)
        return tr("Last hidden state: distance %1 (median %2, 95th percentile %3).")
            .arg(magnitude(point.distance), magnitude(point.median), magnitude(point.p95));
    return tr("Layer %1, %2: distance %3 (median %4, 95th percentile %5).")
        .arg(point.layer)
        .arg(nameOf(point.site), magnitude(point.distance), magnitude(point.median), magnitude(point.p95));
}

QString measuredWords(const IdentityPoint& point) {
    if (point.site == Site::Embeddings)
        return tr("Change of hidden state 0, which the first layer reads, over the base's.");
    if (point.site == Site::LastState)
        return tr("Change of the last hidden state, which the head reads, over what the topmost layer gives.");
    return point.measured == Measured::Result
               ? tr("Change of what the sub-layer gives after its LayerNorm, which is trained, over what the base's "
                    "own "
                    "gives for the same input.")
               : tr("Change of what the sub-layer gives before its skip-add, over what the base's own gives for the "
                    "same input.");
}

QString sentenceWithoutAdapters(const ProbeResult& result) {
    if (result.layers.empty())
        return tr("This design changes nothing in the layers of this base.");
    if (isAllZero(result.layers))
        return tr(
            "The untrained network starts exactly at the base: nothing is changed before the first training step. "
            "After training, the Explain page shows how far each changed sub-layer has moved.");
    return tr("Before training the network gives the same label as the base for %1 of the texts.")
        .arg(shareText(result));
}

QString sentence(const QString& start, const ProbeResult& result, bool skip,
                 const std::optional<ProbeResult>& switched) {
    QString words = isIdentity(result)
                        ? tr("%1 the untrained network is the base itself: every adapter is exactly the identity, and "
                             "all labels are the base's")
                              .arg(start)
                        : tr("%1 the untrained network gives the same label as the base for %2 of the texts")
                              .arg(start, shareText(result));
    if (switched) {
        words += skip ? tr("; without the adapters' skip connection ") : tr("; with their skip connection ");
        words += (isIdentity(result) ? tr("%1 of them are") : tr("for %1")).arg(shareText(*switched));
    }
    return words + '.';
}

QString detail(const ProbeResult& result) {
    const bool ofAdapters = hasAdapter(result.layers);
    const std::optional<double> mean = ofAdapters ? meanOfAdapters(result.layers) : meanDistance(result.layers);
    const QString words = !mean        ? tr("The states are no longer finite numbers.")
                          : ofAdapters ? adaptersDetail(*mean)
                                       : sitesDetail(*mean);
    return words + ' ' +
           QCoreApplication::translate("identity", "%1 text(s) of dev.", nullptr, plural(result.texts))
               .arg(withSeparators(result.texts));
}

QString labelsTip(const ProbeResult& result) {
    return tr("Labels come from one fixed head, the nearest class mean of the untouched base's features, so that base "
              "and adapted network are judged alike. Its probabilities lie close together: a label can change "
              "although they hardly move. Their mean divergence from the base's is %1 nats.")
        .arg(magnitude(result.logitKl));
}

QString lesson(const std::vector<IdentityPoint>& points) {
    if (!points.empty() && !hasAdapter(points))
        return tr(
            "How far the untrained design takes each sub-layer f that it changes from the base's own: the size of "
            "f(t) - f_base(t) over the size of f_base(t), t what the sub-layer reads, mean over the tokens of a fixed "
            "sample of dev. Most methods start at 0, because what they add is 0 at first or what they train starts as "
            "the base's; prefixes, prompts and ladders do not. At 1 the change is as large as what the base gives. "
            "Labels come "
            "from one fixed head, the nearest class mean of the untouched base's features.");
    return tr(
        "How far each untrained adapter is from doing nothing: the size of A(h) - h over the size of its input h, "
        "mean over the tokens of a fixed sample of dev. With its skip connection and near-zero projections an "
        "adapter starts near the identity, so training starts from the base as it was pre-trained (Houlsby et al. "
        "2019, section 2.1). At 1 the change is as large as the input. Labels come from one fixed head, the "
        "nearest class mean of the untouched base's features.");
}

}  // namespace adapterscope::identity
