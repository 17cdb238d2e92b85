// SPDX-FileCopyrightText: 2026 The AdapterScope developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

/// What the engine of FakeEngine.cpp does, and how it misbehaves.
struct Script {
    int protocol = 1;
    int steps = 2;             ///< points of a run
    std::string misbehave;     ///< die:SIGNAL, exit:CODE, hang, rubbish, badpoint, badanswer, close, error:KIND,
                               ///< status:TEXT, advise; empty = answer
    int at = 1;                ///< after which step
    int onlySeed = -1;         ///< misbehave only in runs of this seed; -1 = in all
    std::string once;          ///< misbehave only if this file does not exist, and create it
    std::string journal;       ///< lines "hello", "train ID", "probe …", "cancel ID", "end ID", "bye" go here
    std::string stubborn;      ///< "term": SIGTERM and a closed input do not end it
    std::string grandchild;    ///< a descendant keeps the streams open; its process id goes into this file
    std::string until;         ///< each run lasts until something is written to this named pipe
    std::string tuning;        ///< the file that it claims to have written its tuning to
    std::string cpu = "none";  ///< the processor that it names
    std::string bestRate;      ///< dev is 0.99 there and falls by 0.5 for each decade between
    std::string divergeFrom;   ///< runs at this learning rate or a larger one diverge
    std::string words;         ///< written to standard error at the start
    bool hold = false;         ///< runs last until they are cancelled
    bool holdProbes = false;   ///< probes last until they are cancelled
    bool deaf = false;         ///< cancel is ignored
    bool chatty = false;       ///< logs each hello
    bool mute = false;         ///< never sends anything
    int quitAfter = 0;         ///< ends by itself after this many runs
    int mutate = -1;           ///< some of its messages are malformed, using this seed; -1 = none
    int settle = 0;            ///< requests are handled once the input has been quiet for this many milliseconds
};

/// Of the program's arguments.
Script readScript(const std::vector<std::string>& words);
