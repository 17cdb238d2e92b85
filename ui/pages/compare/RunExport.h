// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/common/Sentence.h"

class QWidget;

namespace adapterscope {

class Session;
struct RunRecord;
struct TunedSource;

/// Writes what a run trained into a folder, off the interface's thread and by an engine of its own, as
/// `adapterscope-cli export` does. The message bar shows what was written, or why nothing was.
class RunExport : public QObject {
    Q_OBJECT

public:
    RunExport(Session& session, QWidget& page);
    /// Cancels.
    ~RunExport() override;

    /// Why these runs cannot be exported now, and what to do; empty if they can.
    QString whyNot(const std::vector<const RunRecord*>& runs) const;
    /// Asks for a format and a folder.
    void ask(const RunRecord& run);

signals:
    void busyChanged();

private:
    struct Outcome {
        std::shared_ptr<TunedSource> source{};  ///< taken out of the project
        std::vector<std::string> notes{};
        std::optional<Sentence> fault{};
    };
    template <typename Action>
    static Outcome outcomeOf(Action action);
    void take(const std::string& run, bool overwrite);
    void write();
    void end(const Outcome& outcome);

    Session& m_session;
    QWidget& m_page;
    std::string m_format;
    QString m_folder;
    bool m_overwrite = false;
    bool m_isBusy = false;
    std::atomic<bool> m_stop = false;
    QThreadPool m_thread;  ///< an engine may take long, and others need the threads that all share
    QFutureWatcher<Outcome> m_taking, m_writing;
};

}  // namespace adapterscope
