// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/tables/IdentityTable.h"
#include "tests/support/Support.h"

using namespace adapterscope;

TEST_CASE("A sigma sweep becomes one row for each run") {
    SigmaSweep sweep;
    sweep.metric = "accuracy";
    SigmaPoint with, without;
    with.sigma = 1e-7;
    with.seeds = {{"aa", 0, Status::Done, 0.75, 1.5e-13}, {"bb", 1, Status::Diverged, {}, {}}};
    without.sigma = 0;
    without.skip = false;
    without.seeds = {{"cc", 0, Status::Done, 0.5, 1.0}};
    sweep.points = {with, without};
    CHECK(toCsv(sigmaTable(sweep)) ==
          "sigma,skip,run,seed,status,metric,dev,distance\n"
          "1e-07,on,aa,0,done,accuracy,0.75,1.5e-13\n"
          "1e-07,on,bb,1,diverged,accuracy,,\n"
          "0,off,cc,0,done,accuracy,0.5,1\n");
}

TEST_CASE("A course becomes one row for each run and step and adapter") {
    IdentityCourse course;
    course.seeds = {
        {"aa", 3, Status::Done, {{0, {{0, Site::Ffn, 0, 0, 0}}}, {63, {{1, Site::Attention, 0.25, 0.2, 0.5}}}}}};
    CHECK(toCsv(identityTable(course)) ==
          "run,seed,step,layer,site,distance,median,p95\n"
          "aa,3,0,0,ffn,0,0,0\n"
          "aa,3,63,1,attention,0.25,0.2,0.5\n");
}
