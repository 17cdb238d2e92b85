// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <nlohmann/json.hpp>

#include <set>

#include "core/dispatch/Messages.h"
#include "core/model/SafeTensors.h"
#include "tests/core/engine/ServedEngine.h"
#include "tests/support/ScopedVariable.h"
#include "tests/support/TorchSupport.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

namespace fs = std::filesystem;

/// The tiny BERT of the references and an adapter for it, asked through the engine.
class AdapterDesk {
public:
    explicit AdapterDesk(const std::string& name) {
        fs::copy(sharedData("reference/adapters/" + name), m_folder / "adapter");
    }

    const std::vector<std::string> texts{"a fine film", "no plot at all", "it is what it is", "dull, long and loud"};

    /// The class that the adapter's logits give each text.
    std::vector<std::int64_t> classes() {
        EncodeRequest request{base(), {}, m_folder / "out.safetensors", adapter()};
        for (const std::string& text : texts)
            request.lines.push_back({text, {}, 0});
        const RpcMessage answer = m_engine.answer(m_engine.request(EncodeRequest::method, toJson(request)));
        REQUIRE(answer.kind == RpcMessage::Kind::Result);
        const auto chosen = readSafeTensors(request.out).tensors.at("logits").argmax(1);
        return {chosen.data_ptr<std::int64_t>(), chosen.data_ptr<std::int64_t>() + chosen.numel()};
    }

    /// On a task of these classes in whose dev text i has labels[i].
    RpcMessage evaluated(const std::vector<std::string>& labels, const std::set<std::string>& classes) {
        std::string dev = "text,label\n", train = dev;
        for (std::size_t i = 0; i < texts.size(); ++i)
            dev += "\"" + texts[i] + "\"," + labels[i] + "\n";
        for (const std::string& label : classes)
            train += "another text," + label + "\n";
        fs::create_directories(m_folder / "task");
        writeFile(m_folder / "task/train.csv", train);
        writeFile(m_folder / "task/dev.csv", dev);
        AdapterRequest request{.base = base(), .folder = adapter()};
        request.task = TaskSource{};
        request.task->name = (m_folder / "task").string();
        request.maxLength = 32;
        return m_engine.answer(m_engine.request(AdapterRequest::method, toJson(request)));
    }

    void nameLabels(const nlohmann::json& label2id) {
        auto head = nlohmann::json::parse(readFile(adapter() / "head_config.json"));
        head["label2id"] = label2id;
        writeFile(adapter() / "head_config.json", head.dump());
    }

    static std::string base() { return sharedData("reference/models/bert").string(); }
    fs::path adapter() const { return m_folder / "adapter"; }

private:
    TempFolder m_folder;
    ScopedVariable m_cache{"XDG_CACHE_HOME", (m_folder / "cache").string()};
    ServedEngine m_engine;
};

}  // namespace

TEST_CASE("An adapter is evaluated on a task as its logits state") {
    REQUIRE_AVAILABLE(sharedData("reference/adapters/bert__seq_bn"));
    AdapterDesk desk("bert__seq_bn");
    // Names in another order than their numbers: a is class 2, b is class 0, c is class 1.
    desk.nameLabels({{"a", 2}, {"b", 0}, {"c", 1}});
    const std::vector<std::string> nameOf{"b", "c", "a"};
    std::vector<std::string> right, wrong;
    for (const std::int64_t chosen : desk.classes()) {
        right.push_back(nameOf[static_cast<std::size_t>(chosen)]);
        wrong.push_back(nameOf[static_cast<std::size_t>((chosen + 1) % 3)]);
    }
    for (const auto& [labels, accuracy] : {std::pair(right, 1.0), {wrong, 0.0}}) {
        const RpcMessage answer = desk.evaluated(labels, {"a", "b", "c"});
        REQUIRE(answer.kind == RpcMessage::Kind::Result);
        const auto read = adapterAnswerFromJson(answer.result);
        CHECK(read.library == "AdapterHub");
        CHECK(read.head.classes == 3);
        CHECK(read.metrics.at("dev_accuracy") == accuracy);
        CHECK(read.notes.empty());
    }
    const RpcMessage fewer = desk.evaluated({"yes", "no", "yes", "no"}, {"no", "yes"});
    REQUIRE(fewer.kind == RpcMessage::Kind::Failure);
    CHECK_THAT(fewer.error->what(), Catch::Contains("head has 3 classes, and the task has 2 labels"));
}
