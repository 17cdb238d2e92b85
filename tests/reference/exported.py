#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The AdapterScope developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exported runs in the libraries that they were exported for.

Trains a design of each method that AdapterHub or PEFT can hold, over tiny bases, exports the run with `export --format
adapterhub` or `peft`, and loads the folder with adapters or PEFT over the same base. Two things must agree: the logits
with those of `encode --adapter`, and the accuracy of the logits on dev with what `evaluate PROJECT RUN` states, which
reads the run's own tensors and not the folder. Needs torch, transformers 4.57, adapters 1.3 and peft 0.21.

    exported.py --cli build/release/adapterscope-cli --bert BASE --distilbert BASE [--only WORD]

BASE are folders of tiny bases with a tokenizer, each with a pooler if its family has one.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

os.environ["HF_HUB_OFFLINE"] = "1"

import adapters
import torch
import transformers
from peft import PeftModel
from safetensors import safe_open
from safetensors.torch import load_file
from transformers import AutoModel, AutoModelForSequenceClassification

LABELS = ["bad", "fair", "good"]
TOLERANCE = 1e-5

# format -> family -> (design, pooling)
RUNS = {
    "adapterhub": {
        "bert": [(design, "pooler") for design in (
            "lora:r=2", "lora:r=2,alpha=3,rank-scaling=on,targets=key+ffn-in+ffn-out,layers=1-2",
            "houlsby:m=5,layernorm=none", "pfeiffer:m=5", "prompt:length=3 & lora:r=2",
            "parallel:m=5,scale=learned", "adapter:m=3@0+5@1-2,layernorm=none,own-layernorm=both,scale=channel",
            "adapter:m=4,layernorm=none,sites=ffn,original-layernorm=before,residual=sum,layers=1",
            "pfeiffer:m=5 & invertible", "compacter:m=8", "ia3:targets=key+value+ffn-in",
            "prefix:length=3,hidden=8", "prompt:length=3", "prompt:length=3,place=after-first",
            "mam:length=3,hidden=8,m=4", "unipelt:length=3,hidden=8,m=4,r=2,alpha=1", "lora:r=2,head=off")]
        + [("lora:r=2", "cls")] + [(design, "mean") for design in ("lora:r=2", "pfeiffer:m=5", "prompt:length=3")],
        "distilbert": [(design, "cls") for design in (
            "lora:r=2", "houlsby:m=5,layernorm=none", "ia3:targets=key+value+ffn-in", "prefix:length=3,hidden=8")]},
    "peft": {
        "bert": [(design, "pooler") for design in (
            "lora:r=2", "lora:r=2,alpha=3,rank-scaling=on,targets=output+ffn-in+pooler+words",
            "lora:r=2,dora=on & lora:r=3,alpha=5,dora=on,targets=key,layers=1", "lora:r=2 & bitfit",
            "lora:r=2 & bitfit:biases=query+value", "ia3", "ia3:targets=query+context+ffn-in,layers=1-2", "layernorm",
            "bitfit:biases=query+intermediate", "peanut:r=3,pairs=1", "prefix:length=3,hidden=8,positions=shifted",
            "prompt:length=3,entry=words")]
        + [("lora:r=2", "cls")] + [(design, "mean") for design in (
            "lora:r=2 & bitfit", "ia3", "layernorm", "peanut:r=3,pairs=1", "prefix:length=3,hidden=8,positions=shifted",
            "prompt:length=3,entry=words")],
        "distilbert": [("lora:r=2", "mean")] + [(design, "cls") for design in (
            "lora:r=2", "ia3", "layernorm", "prompt:length=3,entry=words")]}}


def write_task(folder):
    """A task in files, and the rows of its dev."""
    folder.mkdir()
    words = {"bad": "dull", "fair": "plain", "good": "lovely"}
    for split, count in (("train", 60), ("dev", 30), ("test", 9)):
        rows = [f"the {'film' if i % 2 else 'book'} was {words[LABELS[i % 3]]}\t{LABELS[i % 3]}" for i in range(count)]
        (folder / f"{split}.tsv").write_text("text\tlabel\n" + "\n".join(rows) + "\n")
    return [row.split("\t") for row in (folder / "dev.tsv").read_text().splitlines()[1:]]


class CommandLine:
    def __init__(self, program):
        self.program = program

    def __call__(self, *words, lines=None):
        done = subprocess.run([self.program, "-q", *map(str, words)], input=lines, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, words))}\n{done.stderr}")
        return done.stdout


def from_adapterhub(folder, base):
    """With the class whose head the folder has."""
    head = json.loads((folder / "head_config.json").read_text())
    if head["config"] is None:
        model = AutoModelForSequenceClassification.from_pretrained(base, num_labels=head["num_labels"])
        adapters.init(model)
    else:
        model = getattr(adapters, head["model_class"]).from_pretrained(base)
    info = {}
    name = model.load_adapter(str(folder), set_active=True, loading_info=info)
    assert not info.get("unexpected_keys"), info
    if head["config"] is not None:
        model.active_head = name
    # The library registers a prefix in every layer, and a LayerNorm before a projection twice: one copy is enough.
    missing = [key for key in info.get("missing_keys", []) if ".pool." not in key and ".adapter_down.0." not in key]
    assert not missing, missing
    return model


def from_peft(folder, base):
    model = AutoModelForSequenceClassification.from_pretrained(base, num_labels=len(LABELS))
    untouched = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    wrapped = PeftModel.from_pretrained(model, str(folder))
    for name, tensor in wrapped.state_dict().items():
        if "modules_to_save.default" in name:
            plain = name.split("modules_to_save.default")[0].split("model.")[-1]
            assert not torch.equal(tensor, untouched.get(plain + "weight", torch.zeros(0))), name
    return wrapped


class WithHeadApart(torch.nn.Module):
    """Only the encoder, with the head that is beside the adapter."""

    def __init__(self, form, folder, base):
        super().__init__()
        model = AutoModel.from_pretrained(base)
        self.config = model.config
        if form == "peft":
            self.encoder = PeftModel.from_pretrained(model, str(folder))
        else:
            adapters.init(model)
            model.load_adapter(str(folder), set_active=True)
            self.encoder = model
        with safe_open(folder / "head.safetensors", "pt") as file:
            self.reads_mean = file.metadata()["pooling"] == "mean"
            self.weight, self.bias = file.get_tensor("classifier.weight"), file.get_tensor("classifier.bias")

    def forward(self, **inputs):
        states = self.encoder(**inputs).last_hidden_state
        pooled = states.mean(1) if self.reads_mean else states[:, 0]
        return SimpleNamespace(logits=torch.nn.functional.linear(pooled, self.weight, self.bias))


def model_of(form, folder, base):
    if (folder / "head.safetensors").exists():
        return WithHeadApart(form, folder, base)
    return (from_adapterhub if form == "adapterhub" else from_peft)(folder, base)


def library_logits(form, folder, base, states):
    """Text by text, without padding, over which AdapterHub averages gates too."""
    model = model_of(form, folder, base).eval()
    names = ["input_ids", "attention_mask"] + (["token_type_ids"] if model.config.model_type == "bert" else [])
    rows = []
    for i, length in enumerate(states["attention_mask"].sum(1).tolist()):
        with torch.no_grad():
            rows.append(model(**{name: states[name][i:i + 1, :length] for name in names}).logits)
    return torch.cat(rows)


def check(cli, form, base, design, pooling, place, dev):
    project, folder, encoded = place / "p.adapterscope", place / "exported", place / "states.safetensors"
    cli("train", design, "--base", base, "--task", place.parent / "task", "--pooling", pooling, "--batch", 8,
        "--epochs", 4, "--learning-rate", "1e-2", "--max-length", 32, "--project", project)
    run = json.loads(cli("runs", project, "--json"))[0]["id"]
    cli("export", project, run, "--format", form, "--out", folder)
    stated = json.loads(cli("evaluate", project, run, "--json"))["metrics"]["dev_accuracy"]
    lines = "".join(json.dumps({"text": text}) + "\n" for text, _ in dev)
    cli("encode", "--base", base, "--adapter", folder, "--out", encoded, lines=lines)
    states = load_file(encoded)
    logits = library_logits(form, folder, base, states)
    difference = (logits - states["logits"]).abs().max().item()
    order = sorted(set(LABELS))
    right = sum(order[row.argmax()] == label for row, (_, label) in zip(logits, dev)) / len(dev)
    ok = difference < TOLERANCE * max(1, logits.abs().max().item()) and abs(right - stated) < 1e-9
    print(f"{'ok  ' if ok else 'FAIL'} {form} {base.name} {pooling} {design}: logits differ by {difference:.1e}, "
          f"dev accuracy {right:.3f}, stated {stated:.3f}")
    return ok


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cli", required=True, help="adapterscope-cli")
    arguments.add_argument("--bert", type=Path, required=True)
    arguments.add_argument("--distilbert", type=Path, required=True)
    arguments.add_argument("--only", default="", help="only those runs whose format, family and design have this word")
    options = arguments.parse_args()
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    cli, failed, count = CommandLine(options.cli), 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        dev = write_task(Path(scratch) / "task")
        for form, families in RUNS.items():
            for family, runs in families.items():
                for design, pooling in runs:
                    if options.only not in f"{form} {family} {design}":
                        continue
                    count += 1
                    place = Path(scratch) / str(count)
                    place.mkdir()
                    failed += not check(cli, form, getattr(options, family).resolve(), design, pooling, place, dev)
    print(f"{count} exports, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
