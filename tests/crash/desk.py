# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window on a display that nobody sees, with a hand on its keys."""
import contextlib
import os
import shutil
import signal
import subprocess
import time

PATIENCE = 60  # seconds that a window may take for anything


class Gone(Exception):
    """The window ended."""


class Stuck(Exception):
    """The window does not do what it was asked for."""


class Desk:
    """An X display of its own, for as long as it is used."""

    @staticmethod
    def is_possible():
        return all(shutil.which(tool) for tool in ("Xvfb", "xdotool"))

    def __enter__(self):
        # The server chooses a free number and prints it. Between two windows it must not start again.
        said, says = os.pipe()
        command = ["Xvfb", "-displayfd", str(says), "-screen", "0", "1600x1000x24", "-noreset", "-nolisten",
                   "tcp"]
        self.server = subprocess.Popen(command, pass_fds=[says], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(says)
        with os.fdopen(said) as answer:
            self.display = ":" + answer.readline().strip()
        return self if self.display != ":" else None

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def window(self, command, environment, folder):
        environment = dict(environment, DISPLAY=self.display, QT_QPA_PLATFORM="xcb")
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        return Window(command, environment, folder)


class Window:
    """The program with its window, killed at the end if it has not ended by then. Where it ends before, the rest of
    what was wanted of it is left out."""

    def __init__(self, command, environment, folder):
        self.environment = environment
        self.dialog = None
        self.process = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL, start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if kind is Gone and self.process.returncode != -signal.SIGKILL:
            raise Stuck(f"the window ended by itself, with {self.process.returncode}") from None
        return kind is Gone

    def ends_within(self, seconds):
        try:
            self.process.wait(seconds)
            return True
        except subprocess.TimeoutExpired:
            return False

    def stay(self, seconds):
        if self.ends_within(seconds):
            raise Gone

    def until(self, what, condition):
        """Returns what the condition returns once that is something."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if found := condition():
                return found
            self.stay(0.02)
        raise Stuck(f"the window does not show {what}")

    def tool(self, *words):
        return subprocess.run(["xdotool", *words], env=self.environment, capture_output=True, text=True,
                              timeout=PATIENCE)

    def titled(self, title, count=1):
        """The windows with this title, once there are so many."""
        def found():
            windows = self.tool("search", "--onlyvisible", "--name", title).stdout.split()
            return windows if len(windows) >= count else None
        return self.until(title, found)

    def do(self, *words):
        if self.tool(*words).returncode != 0:
            self.stay(PATIENCE)
            raise Stuck(f"xdotool {' '.join(words)} failed")

    def press(self, key):
        # There is no window manager to give a window the keys.
        self.do("windowfocus", self.titled("AdapterScope$")[0], "key", key)

    def ask_to_save_as(self, name):
        """Leaves the dialog open, with a name in the folder that the window was started in."""
        self.press("ctrl+shift+s")
        self.dialog = self.titled("^Save Project As$")[0]
        self.do("windowfocus", self.dialog, "type", name)

    def save(self, replaces=False):
        self.do("key", "Return")
        if replaces:
            question = set(self.titled("^Save Project As$", 2)) - {self.dialog}
            self.do("windowfocus", question.pop(), "key", "alt+y")

    def shows(self, name):
        return bool(self.tool("search", "--onlyvisible", "--name", f"^{name}.adapterscope - AdapterScope$").stdout)

    def quit(self):
        self.press("ctrl+q")
        if not self.ends_within(PATIENCE):
            raise Stuck("the window does not close")
