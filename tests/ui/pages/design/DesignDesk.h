// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QTest>
#include <QUndoStack>

#include "tests/core/dispatch/FakeEngineProgram.h"
#include "tests/support/Support.h"
#include "tests/ui/Ui.h"
#include "ui/pages/DesignPage.h"
#include "ui/pages/design/LayerDiagram.h"

namespace adapterscope::test {

/// A base with only its shape known: what counting needs.
inline void writeSmallBase(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "1_Pooling");
    writeFile(folder / "config.json",
              R"({"model_type": "bert", "hidden_size": 128, "num_hidden_layers": 4, "num_attention_heads": 4,
        "intermediate_size": 512, "vocab_size": 1000, "max_position_embeddings": 128})");
    writeFile(folder / "1_Pooling/config.json",
              R"({"pooling_mode_mean_tokens": true, "pooling_mode_cls_token": false})");
}

inline void writeSmallTask(const std::filesystem::path& file) {
    std::string rows = "text\tlabel\n";
    for (int i = 0; i < 60; ++i)
        rows += "sentence number " + std::to_string(i) + "\t" +
                (i % 3 == 0   ? "good"
                 : i % 3 == 1 ? "bad"
                              : "neither") +
                "\n";
    writeFile(file, rows);
}

/// Types over the text of a box.
inline void type(QWidget& box, const QString& text) {
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&box, text);
}

/// Goes to an entry of a closed chooser with the arrow keys.
inline void choose(QComboBox& box, const QString& text) {
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Home);
    for (int i = 0; i < box.count() && box.currentText() != text; ++i)
        QTest::keyClick(&box, Qt::Key_Down);
    REQUIRE(box.currentText() == text);
    QCoreApplication::processEvents();  // lays out the controls that the choice made
}

inline void clickPart(LayerDiagram& diagram, const char* part) {
    REQUIRE_FALSE(diagram.partRect(part).isEmpty());
    QTest::mouseClick(&diagram, Qt::LeftButton, {}, diagram.partRect(part).center());
}

/// The Design page over a new project with a base of 4 layers of d = 128 and a task of three classes.
struct DesignDesk {
    TempFolder folder;
    Session session;
    DesignPage page;

    /// The probe's engine is the scripted one, with these arguments; `answers`: whether it ever does.
    explicit DesignDesk(const std::vector<std::string>& script = {}, bool answers = true)
        : page(session, nullptr, [script](int) { return fakeEngine(script); }) {
        writeSmallBase(folder / "base");
        writeSmallTask(folder / "task.tsv");
        session.editBase(QString::fromStdString((folder / "base").string()));
        session.editTask(taskNamed((folder / "task.tsv").string()));
        session.undoStack()->clear();
        page.resize(1150, 740);
        page.show();
        REQUIRE(becomes([&] { return answers ? page.isLoaded() : session.baseConfig() && session.task(); }, 60000));
    }
    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(page, name);
    }
    std::string design() const { return toText(session.design()); }
};

}  // namespace adapterscope::test
