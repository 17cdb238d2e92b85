// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What stored texts leave out. If a value here has to change, read the comment on defaultsVersion first: stored runs
// must keep meaning what they meant.
#include <nlohmann/json.hpp>

#include <map>
#include <set>

#include "core/design/Methods.h"
#include "core/experiment/runs/RunSpec.h"
#include "tests/support/Support.h"

using namespace adapterscope;

namespace {

/// A method's design with every key spelled out.
std::string spelledOut(const MethodInfo& method) {
    std::set<std::string> keys;
    for (const KeyInfo& key : method.keys)
        keys.insert(key.name);
    return toText(method.defaults, keys);
}

}  // namespace

TEST_CASE("The defaults that a design's text leaves out are those of version 1") {
    CHECK(defaultsVersion == 1);
    const std::map<std::string, std::string> texts = {
        {"houlsby",
         "houlsby:m=64,sites=attention+ffn,form=sequential,activation=gelu,init=truncated-normal,sigma=0.01,layers=all,"
         "layernorm=all,skip=on,scale=1,dropout=0,head=on"},
        {"pfeiffer",
         "pfeiffer:m=48,sites=ffn,form=sequential,activation=relu,init=truncated-normal,sigma=0.01,layers=all,"
         "layernorm=none,skip=on,scale=1,dropout=0,original-layernorm=before,head=on"},
        {"parallel",
         "parallel:m=256,sites=ffn,form=parallel,activation=relu,init=lora,sigma=0.01,layers=all,layernorm=none,"
         "skip=on,scale=4,dropout=0,head=on"},
        {"adapter",
         "adapter:m=64,sites=attention+ffn,form=sequential,activation=gelu,init=truncated-normal,sigma=0.01,layers=all,"
         "layernorm=all,skip=on,scale=1,dropout=0,original-layernorm=none,own-layernorm=none,gating=off,drop=0,"
         "residual=output,layer-end=on,head=on"},
        {"full", "full:head=on"},
        {"top", "top:k=1,head=on"},
        {"layernorm", "layernorm:head=on"},
        {"head", "head:head=on"},
        {"bitfit", "bitfit:biases=all,head=on"},
        {"lora", "lora:r=8,alpha=r,targets=query+value,rank-scaling=off,dora=off,gating=off,layers=all,head=on"},
        {"ia3", "ia3:targets=key+value+ffn,layers=all,head=on"},
        {"peanut", "peanut:r=8,pairs=0,activation=relu,targets=query+value,scale=1,layers=all,head=on"},
        {"prefix", "prefix:length=30,hidden=512,gating=off,positions=own,head=on"},
        {"prompt", "prompt:length=20,entry=states,place=start,init=vocabulary,head=on"},
        {"compacter",
         "compacter:m=24,sites=attention+ffn,activation=gelu,phm=4,rank=1,original-layernorm=none,head=on"},
        {"fusion", "fusion:of=none,sites=ffn,layers=all,regularization=0.01,head=on"},
        {"invertible", "invertible:reduction=2,activation=relu,head=on"},
        {"ladder", "ladder:m=48,head=on"},
        {"mam", "mam:length=30,hidden=800,m=256,scale=4,head=on"},
        {"unipelt", "unipelt:length=10,hidden=512,m=48,sigma=0.01,r=8,alpha=2,head=on"},
    };
    for (const auto& [name, text] : texts)
        CHECK(spelledOut(methodNamed(name)) == text);
}

TEST_CASE("The learning rates that 0 means are those of version 1") {
    const std::map<std::string, double> rates = {{"houlsby", 1e-3},   {"pfeiffer", 1e-3}, {"parallel", 1e-3},
                                                 {"adapter", 1e-3},   {"full", 1e-4},     {"top", 1e-4},
                                                 {"layernorm", 3e-3}, {"head", 1e-2},     {"bitfit", 1e-3},
                                                 {"lora", 1e-3},      {"fusion", 5e-4},   {"ladder", 3e-3}};
    for (const auto& [name, rate] : rates)
        CHECK(methodNamed(name).learningRate == rate);
}

TEST_CASE("The hyperparameters that a sweep's file may leave out are those of version 1") {
    CHECK(toJson(hyperparametersFromJson(nlohmann::json::object())).dump() ==
          R"({"base_dropout":false,"batch":32,"clip":1.0,"epochs":3,"evaluations":1,"head_dropout":0.1,)"
          R"("learning_rate":0.0,"max_length":128,"optimizer":"adamw","patience":0,"precision":"f32","threads":1,)"
          R"("warmup":0.1,"weight_decay":0.01})");
}
