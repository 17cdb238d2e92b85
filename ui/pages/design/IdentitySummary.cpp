// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/design/IdentitySummary.h"

#include <QCoreApplication>

#include <algorithm>

#include "core/experiment/IdentityCourse.h"
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

}  // namespace

bool isIdentity(const ProbeResult& result) {
    return result.logitKl == 0 && std::all_of(result.layers.begin(), result.layers.end(),
                                              [](const IdentityPoint& point) { return point.distance == 0; });
}

QString wordsOf(const IdentityPoint& point) {
    return tr("Layer %1, %2: distance %3 (median %4, 95th percentile %5).")
        .arg(point.layer)
        .arg(point.site == Site::Attention ? tr("attention") : tr("feed-forward"), magnitude(point.distance),
             magnitude(point.median), magnitude(point.p95));
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
    const std::optional<double> mean = meanDistance(result.layers);
    const double far = mean.value_or(0);
    QString words;
    if (!mean)
        words = tr("The states are no longer finite numbers.");
    else if (far == 0)
        words = tr("An adapter changes nothing.");
    else if (far < 0.01)
        words = tr("An adapter changes its input by %1 of its size: next to nothing.").arg(shareOfSize(far));
    else if (far < 0.5)
        words =
            tr("An adapter changes its input by %1 of its size: no longer near the identity.").arg(shareOfSize(far));
    else if (far < 2)
        words = tr("An adapter changes its input by %1 of its size: what came in is lost.").arg(shareOfSize(far));
    else
        words = tr("An adapter adds %1 times the size of its input: noise drowns what came in.").arg(magnitude(far));
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

QString lesson() {
    return tr(
        "How far each untrained adapter is from doing nothing: the size of A(h) - h over the size of its input h, "
        "mean over the tokens of a fixed sample of dev. With its skip connection and near-zero projections an "
        "adapter starts near the identity, so training starts from the base as it was pre-trained (Houlsby et al. "
        "2019, section 2.1). At 1 the change is as large as the input. Labels come from one fixed head, the "
        "nearest class mean of the untouched base's features.");
}

}  // namespace adapterscope::identity
