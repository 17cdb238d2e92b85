// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/common/Error.h"
#include "core/design/Design.h"
#include "core/design/Site.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using test::says;

TEST_CASE("Every site is read as it is written") {
    for (const Site site : {Site::Attention, Site::Ffn, Site::Embeddings, Site::Pooler, Site::LastState})
        CHECK(siteFromText(toText(site)) == site);
    CHECK_THROWS_MATCHES(siteFromText("roof"), Error,
                         says("\"roof\"") && says("attention, ffn, embeddings, pooler or last-state"));
    CHECK_THROWS_MATCHES(measuredFromText("luck"), Error, says("\"luck\"") && says("adapter, output or result"));
}

TEST_CASE("A tensor acts in its sub-layer or below or above the layers") {
    CHECK(siteOf(Role::EmbeddingNorm) == Site::Embeddings);
    CHECK(siteOf(Role::AttentionOut) == Site::Attention);
    CHECK(siteOf(Role::AttentionNorm) == Site::Attention);
    CHECK(siteOf(Role::FfnIn) == Site::Ffn);
    CHECK(siteOf(Role::FfnNorm) == Site::Ffn);
    CHECK(siteOf(Role::Pooler) == Site::Pooler);
}

TEST_CASE("The sites of every method that has them are read and written alike") {
    for (const std::string method : {"houlsby", "compacter", "fusion"}) {
        CAPTURE(method);
        const auto text = [&](const std::string& sites) { return toText(parseDesign(method + ":sites=" + sites)); };
        CHECK(text("attention") == method + ":sites=attention");
        CHECK(text("none") == method + ":sites=none");
        CHECK(text("ffn+attention") == text("attention+ffn"));
        CHECK(text("ffn") != text("attention+ffn"));
        CHECK_THROWS_MATCHES(text("ffn+mha"), Error, says("'mha' is not a site; write attention or ffn"));
        CHECK_THROWS_MATCHES(text("embeddings"), Error, says("'embeddings' is not a site"));
    }
}
