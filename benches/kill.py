#!/usr/bin/env python3
"""Kills runs at random moments and looks at what is left.

  kill.py --leadloom BIN [--rounds 200] [--persons 400]

Each round edits an invented patchwork, starts a run over the output of the round before and kills it (SIGKILL). The output
must then be whole and hold the old contacts or the new ones, and the run after it must carry every id on: none forks, none
is minted twice. Needs polars.
"""
import argparse
import hashlib
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import polars as pl


def state(out):
    """Digest of the tables, after checking them against the manifest."""
    manifest = __import__("json").loads((out / "manifest.json").read_text())
    for output in manifest["outputs"]:
        found = hashlib.sha256((out / output["file"]).read_bytes()).hexdigest()
        assert found == output["sha256"], f"{output['file']} is not the one of its manifest"
    return sorted((output["file"], output["sha256"]) for output in manifest["outputs"])


def ids(out):
    leads = pl.read_parquet(out / "leads.parquet", columns=["record_id", "contact_id"])
    return dict(leads.rows())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leadloom", required=True, help="the release binary")
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--persons", type=int, default=400)
    arguments = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source, out = folder / "in", folder / "out"
        subprocess.run([arguments.leadloom, "synth", "--persons", str(arguments.persons), "--seed", "3", "--out", str(source)],
                       check=True, capture_output=True)
        edited = source / "webform.ndjson"
        original = edited.read_text()
        inputs = [str(path) for path in sorted(source.iterdir()) if path.is_file()]
        command = [arguments.leadloom, "run", *inputs, "--out", str(out), "--as-of", "2026-06-30", "--quiet", "--force"]
        start = time.time()
        subprocess.run(command, check=True, capture_output=True)
        whole = time.time() - start
        before, killed, old, new = ids(out), 0, 0, 0
        for round in range(arguments.rounds):
            lines = original.splitlines(keepends=True)
            edited.write_text("".join(lines[: len(lines) - round % 5]))
            was = state(out)
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * whole * 1.2)
            child.kill()
            killed += child.wait() != 0
            # a killed run may leave the output beside its place; the next one puts it back
            if out.exists():
                same = state(out) == was
                old, new = old + same, new + (not same)
            subprocess.run(command, check=True, capture_output=True)
            state(out)
            after = ids(out)
            forked = [record for record in after.keys() & before.keys() if after[record] != before[record]]
            assert not forked, f"round {round}: {len(forked)} records changed their contact"
            minted = pl.read_parquet(out / "id_events.parquet").filter(pl.col("event") == "mint")["id"]
            assert minted.is_unique().all(), f"round {round}: an id was minted twice"
            before = after
        print(f"{arguments.rounds} rounds, a run takes {whole:.2f} s: {killed} killed, "
              f"{old} left the old state, {new} the new one; no id forked")


if __name__ == "__main__":
    sys.exit(main())
