#!/usr/bin/env python3
"""Times matching over lists of growing length.

  matching.py --leadloom BIN [--rows N [N ...]]   invented records in the columns of FEBRL
  matching.py --leadloom BIN PATH [PATH ...]      files or folders of one's own

Runs `leadloom run` on each and prints what its manifest says of the stage `dedupe`: seconds, candidate pairs, records and
pairs a second, and how the time per record grows from the first list to the last. Standard library only.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def invent(rows, folder):
    """Writes a list of that many records with the generator of splink.py."""
    path = folder / f"febrl_{rows}.csv"
    command = [sys.executable, str(HERE / "splink.py"), "--rows", str(rows), "--write", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return path


def match(binary, path, folder):
    """Runs leadloom on a path; seconds of matching, records, candidate pairs, peak memory in bytes."""
    out = folder / "out"
    subprocess.run([binary, "run", str(path), "--out", str(out), "--quiet", "--force"], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    manifest = json.loads((out / "manifest.json").read_text())
    stage = next(stage for stage in manifest["timings"] if stage["stage"] == "dedupe")
    return stage["seconds"], stage["rows"], manifest["matching"]["candidate_pairs"], manifest.get("peak_memory_bytes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=pathlib.Path)
    parser.add_argument("--leadloom", required=True, help="the release binary")
    parser.add_argument("--rows", nargs="+", type=int, default=[100_000, 200_000, 1_000_000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths = arguments.paths or [invent(rows, folder) for rows in arguments.rows]
        print(f"{'list':24} {'records':>10} {'pairs':>12} {'seconds':>8} {'records/s':>10} {'peak MB':>8}")
        each = []
        for path in paths:
            seconds, rows, pairs, peak = match(arguments.leadloom, path, folder)
            each.append(seconds / max(rows, 1))
            peak = f"{peak / 1e6:,.0f}" if peak else "-"
            print(f"{path.name:24} {rows:>10,} {pairs:>12,} {seconds:>8.2f} {rows / seconds:>10,.0f} {peak:>8}")
        if len(each) > 1:
            print(f"time per record, last to first: {each[-1] / each[0]:.2f}")


if __name__ == "__main__":
    main()
