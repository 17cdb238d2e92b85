// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/experiment/tables/FlatTable.h"
#include "tests/support/Support.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

RunRecord record() {
    RunRecord run;
    run.spec.design = parseDesign("houlsby:m=8,lr=3e-5");
    run.spec.base = "a,b";
    run.spec.taskName = "my_task";
    run.spec.seed = 2;
    run.spec.dataSeed = 3;
    run.id = "0123456789abcdef";
    run.parameters = 8706;
    run.result.status = Status::Done;
    run.result.metric = "accuracy";
    run.result.dev = 740.0 / 872;
    run.result.bestStep = 63;
    run.result.steps = 189;
    run.result.seconds = 12.3456789;
    run.result.attempts = 2;
    run.result.message = "said \"no\",\nthen stopped";
    run.marks = {true, {"paper", "second try"}, "mine"};
    return run;
}

/// The hyperparameters but the rate, and what they are by default.
const char* const settings =
    "base_dropout,batch,clip,epochs,evaluations,head_dropout,limit_train,max_length,optimizer,patience,pooling,"
    "precision,"
    "start,start_folder,stop_after,threads,warmup,weight_decay";
const std::string defaults = "false,32,1.0,3,1,0.1,0,128,adamw,0,mean,f32,,,0,1,0.1,0.01";
/// The columns after them.
const char* const costs = ",stored,bytes,percent,multiply_adds";

}  // namespace

TEST_CASE("Runs as CSV quote what must be quoted and keep every digit") {
    CHECK(
        toCsv(runTable({record()})) ==
        "id,label,design,base,task,learning_rate,seed,data_seed,status,trained,metric,dev,test,best_step,steps,seconds,"
        "attempts,message,tags,note,archived,pilot,rates_tried,rate_chosen_by," +
            std::string(settings) + costs +
            "\n"
            "0123456789abcdef,\"houlsby:m=8,lr=3e-5\",\"houlsby:m=8,lr=3e-5\",\"a,b\",my_task,3e-05,2,3,done,8706,"
            "accuracy,0.8486238532110092,,"
            "63,189,12.3456789,2,\"said \"\"no\"\",\nthen stopped\",\"paper, second try\",mine,true,false,1,given," +
            defaults + ",,,,\n");
    RunRecord recorded = record();
    recorded.result.costs = RunCosts{8706, 34824, 0.25, 4096};
    CHECK(toCsv(runTable({recorded})).ends_with(",8706,34824,0.25,4096\n"));
    CHECK(toCsv(comparisonTable(compareRuns({recorded}, ScoredOn::Dev))).ends_with(",8706,34824,0.25,4096\n"));
    CHECK(toCsv(runTable({})).find('\n') == toCsv(runTable({})).size() - 1);
}

TEST_CASE("Runs as LaTeX escape what TeX reads and round fractions") {
    const std::string text = toLatex(runTable({record()}));
    CHECK(text.starts_with(
        "\\begin{tabular}{lllllrrrlrlrrrrrrlllllrllrrrrrrrlrllllrrrrrrrr}\n\\toprule\nid & label & design"));
    CHECK(text.find("learning\\_rate") != std::string::npos);
    CHECK(text.find("my\\_task & 3e-05 & 2 & 3 & done & 8706 & accuracy & 0.8486 &  & 63 & 189 & 12.35 & 2 & said "
                    "\"no\", then stopped & ") != std::string::npos);
    CHECK(text.ends_with("\\bottomrule\n\\end{tabular}\n"));
    FlatTable table;
    table.headers = {"x"};
    table.isNumber = {false};
    table.rows = {{"\\~^#$%&_{}"}};
    CHECK(toLatex(table).find("\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\#\\$\\%\\&\\_\\{\\} \\\\\n") !=
          std::string::npos);
}

TEST_CASE("Comparisons leave the spread of a single seed empty") {
    RunRecord first = record(), second = record();
    second.spec.seed = second.spec.dataSeed = 9;
    second.result.dev = 0.75;
    first.result.dev = 0.5;
    CHECK(toCsv(comparisonTable(compareRuns({first}, ScoredOn::Dev))) ==
          "label,design,base,task,learning_rate,trained,metric,n,mean,sem,low,high,front,tried,rates_tried,rate_chosen_"
          "by,fewer_rates," +
              std::string(settings) + costs +
              "\n"
              "\"houlsby:m=8,lr=3e-5\",\"houlsby:m=8,lr=3e-5\",\"a,b\",my_task,3e-05,8706,accuracy,1,0.5,,,,on,1,1,"
              "given,false," +
              defaults + ",,,,\n");
    const auto compared = compareRuns({first, second}, ScoredOn::Dev);
    const FlatTable two = comparisonTable(compared);
    CHECK(two.rows.at(0).at(8) == "0.625");
    CHECK(two.rows.at(0).at(9) == "0.125");
    CHECK(std::stod(two.rows.at(0).at(10)) == compared.at(0).estimate.low);
    CHECK(std::stod(two.rows.at(0).at(11)) == compared.at(0).estimate.high);
}

TEST_CASE("Comparisons that pick the best on dev end with its scores on dev and test") {
    RunRecord slow = record(), fast = record();
    slow.spec.design.learningRate.reset();
    fast.spec.design.learningRate.reset();
    fast.spec.hyperparameters.learningRate = 0.5;
    slow.result.dev = 0.75;
    slow.result.test = 0.625;
    fast.result.dev = 0.5;
    const FlatTable table = comparisonTable(compareRuns({slow, fast}, ScoredOn::Dev, "learning_rate"));
    REQUIRE(table.rows.size() == 1);
    const std::string csv = toCsv(table);
    CHECK(csv.find(",dev,test\n") != std::string::npos);
    CHECK(csv.ends_with(",0.75,0.625\n"));
}

TEST_CASE("Control characters in names leave CSV whole and stay out of LaTeX") {
    FlatTable table;
    table.headers = {"name", "n"};
    table.isNumber = {false, true};
    table.rows = {{std::string("a\0b", 3), "1"}, {"c\rd", "2"}, {"e\x1b[31mf\t", "3"}, {"g<h>|i", "4"}};
    CHECK(toCsv(table) == "name,n\n\"a\ufffdb\",1\n\"c\rd\",2\n\"e\x1b[31mf\t\",3\ng<h>|i,4\n");
    const std::string latex = toLatex(table);
    for (const char* line : {"a b & 1 ", "c d & 2 ", "e [31mf  & 3 ", "g\\textless{}h\\textgreater{}\\textbar{}i & 4 "})
        CHECK(latex.find(line) != std::string::npos);
    CHECK(std::none_of(latex.begin(), latex.end(), [](char c) { return c >= 0 && c < ' ' && c != '\n'; }));
}
