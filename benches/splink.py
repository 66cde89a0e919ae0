"""Splink and leadloom over the same records, timed one after the other.

    pip install "splink>=5"                  # brings duckdb
    python3 benches/splink.py --rows 200000 --write febrl.csv        # invents records, and febrl.truth.csv
    python3 benches/splink.py febrl.csv --leadloom target/release/leadloom --truth febrl.truth.csv

The file has the columns of FEBRL: record_id, given_name, surname, street_number, address_1, suburb, postcode, state,
date_of_birth (YYYYMMDD), soc_sec_id. Splink gets a model in the manner of its own demos of FEBRL and of 50,000 people:
blocking rules and comparisons chosen by hand for these columns. leadloom gets the file and nothing else. Figures of
both come from this script, pairwise over the final clusters. The order is fixed and nothing is repeated: on a shared
machine, run it several times.
"""
import argparse
import csv
import json
import logging
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.metadata import version
from pathlib import Path

# This file is called as the package is: its folder must not be searched for it.
sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != Path(__file__).resolve().parent]

FIELDS = ["record_id", "given_name", "surname", "street_number", "address_1", "suburb", "postcode", "state",
          "date_of_birth", "soc_sec_id"]
ADDRESS = FIELDS[3:8]
THRESHOLD = 0.95


# Invented records

def words(rng, count, endings):
    """Pronounceable words, none twice."""
    onsets = "b br c ch d dr f g gr h j k kl l m n p r s sh st t tr v w".split()
    vowels = "a e i o u ai ea ie".split()
    found = {}
    while len(found) < count:
        syllables = "".join(rng.choice(onsets) + rng.choice(vowels) for _ in range(rng.choice((1, 1, 2))))
        found[syllables + rng.choice(onsets)[0] + rng.choice(endings)] = None
    return list(found)


class World:
    """Where invented people live and what they are called: few values are common, many are rare."""

    def __init__(self, rng, persons):
        self.rng = rng
        self.given = self.skewed(words(rng, 1500, ["a", "o", "en", "ie", ""]))
        self.family = self.skewed(words(rng, max(2000, persons // 12), ["er", "man", "son", "ley", "ova", ""]))
        self.streets = self.skewed(words(rng, 4000, ["wood", "field", "dale", ""]))
        kinds = ["street", "place", "crescent", "close", "road", "avenue"]
        self.kinds = lambda: rng.choice(kinds)
        states = ["nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt"]
        places = words(rng, 1200, ["ton", "ville", " park", "bury", ""])
        self.places = self.skewed([(name, f"{rng.randrange(800, 9000):04d}", rng.choice(states)) for name in places])

    def skewed(self, values):
        """A draw in which the value of rank r comes up like 1 / (r + 10)."""
        total, sums = 0.0, []
        for rank in range(len(values)):
            total += 1 / (rank + 10)
            sums.append(total)
        return lambda: self.rng.choices(values, cum_weights=sums)[0]

    def person(self):
        rng = self.rng
        suburb, postcode, state = self.places()
        day = f"{rng.randrange(1920, 2005)}{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
        return {"given_name": self.given(), "surname": self.family(), "street_number": str(rng.randrange(1, 250)),
                "address_1": f"{self.streets()} {self.kinds()}", "suburb": suburb, "postcode": postcode, "state": state,
                "date_of_birth": day, "soc_sec_id": str(rng.randrange(1_000_000, 10_000_000))}

    def typo(self, value):
        """One slip of the keyboard; digits stay digits."""
        if not value:
            return value
        at = self.rng.randrange(len(value))
        letter = self.rng.choice("0123456789" if value[at].isdigit() else "abcdefghijklmnopqrstuvwxyz")
        swapped = value[:at] + value[at + 1:at + 2] + value[at] + value[at + 2:]
        return self.rng.choice([value[:at] + letter + value[at + 1:], value[:at] + value[at + 1:],
                                value[:at] + letter + value[at:], swapped])

    def copy(self, person):
        """The same person as somebody else wrote it down."""
        rng, copy = self.rng, dict(person)
        for field in rng.choices(list(copy), k=rng.choice((0, 1, 2, 2, 3, 4))):
            copy[field] = self.typo(copy[field])
        if rng.random() < 0.04:
            copy["given_name"], copy["surname"] = copy["surname"], copy["given_name"]
        if rng.random() < 0.06:
            moved = self.person()
            copy.update((field, moved[field]) for field in ADDRESS)
        return copy


def generate(rows, seed, path):
    """Writes records of invented people, one to four of each and cells left empty, and who they are."""
    rng = random.Random(seed)
    world, records = World(rng, rows // 2), []
    entity = 0
    while len(records) < rows:
        person, entity = world.person(), entity + 1
        copies = [person] + [world.copy(person) for _ in range(rng.choices((0, 1, 2, 3), (45, 35, 14, 6))[0])]
        for copy in copies:
            for field in copy:
                if rng.random() < 0.06:
                    copy[field] = ""
        records += [(f"p{entity:07d}", copy) for copy in copies]
    del records[rows:]
    rng.shuffle(records)
    with open(path, "w", newline="") as out, open(truth_of(path), "w", newline="") as truth:
        table, labels = csv.DictWriter(out, FIELDS), csv.writer(truth)
        table.writeheader()
        labels.writerow(["record_id", "cluster_id"])
        for number, (entity, record) in enumerate(records, 1):
            table.writerow({"record_id": f"r{number:07d}", **record})
            labels.writerow([f"r{number:07d}", entity])


def truth_of(path):
    return Path(path).with_suffix(".truth.csv")


# Splink

def settings():
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    frequent = {"term_frequency_adjustments": True}
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("substr(given_name, 1, 3)", "substr(surname, 1, 4)"),
            block_on("surname", "date_of_birth"),
            block_on("given_name", "date_of_birth"),
            block_on("postcode", "given_name"),
            block_on("postcode", "surname"),
            block_on("date_of_birth", "suburb"),
            block_on("substr(postcode, 1, 3)", "date_of_birth"),
            block_on("substr(postcode, 1, 3)", "given_name"),
            block_on("substr(postcode, 1, 3)", "surname"),
            block_on("substr(given_name, 1, 2)", "substr(surname, 1, 2)", "substr(date_of_birth, 1, 4)"),
        ],
        comparisons=[
            cl.NameComparison("given_name").configure(**frequent),
            cl.NameComparison("surname").configure(**frequent),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(**frequent),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]).configure(**frequent),
            cl.LevenshteinAtThresholds("postcode", [1, 2]).configure(**frequent),
            cl.ExactMatch("suburb").configure(**frequent),
        ],
        retain_matching_columns=False,
    )


def splink(path, max_pairs, threads):
    """Clusters by Splink: seconds by step, candidate pairs (counted after the clock), cluster of each record."""
    import duckdb
    from splink import DuckDBAPI, Linker, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    steps, last = {}, [time.perf_counter()]

    def lap(step):
        now = time.perf_counter()
        steps[step], last[0] = now - last[0], now

    connection = duckdb.connect()
    if threads:
        connection.execute(f"SET threads = {threads}")
    # Empty cells are null, numbers stay text.
    connection.execute("CREATE TABLE records AS SELECT * FROM read_csv(?, all_varchar = true)", [str(path)])
    api = DuckDBAPI(connection)
    linker = Linker(api.register(connection.table("records")), settings(), log_level=None)
    lap("read")
    certain = ["l.soc_sec_id = r.soc_sec_id", block_on("given_name", "surname", "date_of_birth")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=max_pairs)
    lap("u")
    for rule in [block_on("date_of_birth"), block_on("given_name", "surname")]:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    lap("EM")
    pairs = linker.inference.predict(threshold_match_probability=0.2)
    lap("predict")
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, THRESHOLD)
    found = dict(clusters.as_duckdbpyrelation().select("record_id, cluster_id").fetchall())
    lap("cluster")
    blocked = linker.inference.compute_blocked_pairs_for_predict().as_duckdbpyrelation()
    return steps, blocked.count("*").fetchall()[0][0], found


# leadloom

def leadloom(binary, path, threads):
    """Contacts by leadloom: wall time, seconds by stage, candidate pairs, contact of each record."""
    with tempfile.TemporaryDirectory() as home:
        # A folder of its own, so that only this file is read.
        source, out = Path(home, "records.csv"), Path(home, "out")
        shutil.copyfile(path, source)
        command = [binary, "run", str(source), "--out", str(out), "--no-progress"]
        command += ["--threads", str(threads)] if threads else []
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True)
        took = time.perf_counter() - start
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}\n{done.stderr}")
        manifest = json.loads((out / "manifest.json").read_text())
        stages = {stage["stage"]: stage["seconds"] for stage in manifest["timings"]}
        return took, stages, manifest["matching"]["candidate_pairs"], contacts(out / "leads.parquet", path)


def contacts(leads, path):
    """Contact of each record by the ids of the file, which its rows give."""
    import duckdb

    of_row = dict(duckdb.sql(f"SELECT source_row, contact_id FROM '{leads}'").fetchall())
    with open(path, newline="") as file:
        return {row["record_id"]: of_row.get(number) for number, row in enumerate(csv.DictReader(file), 1)}


# Figures

def scores(found, truth):
    """Pairwise precision, recall and F1; a record that was not clustered is alone."""
    pairs = lambda groups: sum(count * (count - 1) // 2 for count in groups.values())
    both = [(found.get(record) or ("alone", record), entity) for record, entity in truth.items()]
    linked, true, right = pairs(Counter(c for c, _ in both)), pairs(Counter(e for _, e in both)), pairs(Counter(both))
    precision, recall = right / linked if linked else 1.0, right / true if true else 1.0
    return precision, recall, 2 * right / (linked + true) if linked + true else 1.0


def labels(path):
    with open(path, newline="") as file:
        return {row["record_id"]: row["cluster_id"] for row in csv.DictReader(file)}


def show(name, seconds, pairs, found, truth, ratios=("", "")):
    figures = "".join(f"  {figure:9.4f}" for figure in scores(found, truth)) if truth else ""
    print(f"{name:26}{seconds:9.2f}{pairs:14,}{ratios[0]:>9}{ratios[1]:>9}{figures}", flush=True)


def compare(args):
    truth = labels(args.truth) if args.truth else None
    heads = "  precision     recall         F1" if truth else ""
    print(f"{'':26}{'seconds':>9}{'candidates':>14}{'/ dedupe':>9}{'/ run':>9}{heads}")
    run, stages, pairs, found = leadloom(args.leadloom, args.file, args.threads)
    dedupe = stages["dedupe"]
    show("leadloom, its dedupe", dedupe, pairs, found, truth)
    show("leadloom, the whole run", run, pairs, found, truth)
    for max_pairs in args.max_pairs:
        steps, pairs, found = splink(args.file, max_pairs, args.threads)
        took = sum(steps.values())
        name = f"Splink {version('splink')}, u of {max_pairs:.0e}"
        show(name, took, pairs, found, truth, (f"{took / dedupe:.1f}", f"{took / run:.1f}"))
        print("  " + ", ".join(f"{step} {seconds:.2f}" for step, seconds in steps.items()))
    print("\n/ dedupe and / run: Splink's seconds, reading included, for each second of leadloom's matching, and of its")
    print("whole run, which also cleans every cell, builds contact cards and writes all tables.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", help="CSV file of the records")
    parser.add_argument("--leadloom", default="target/release/leadloom", help="the binary")
    parser.add_argument("--truth", help="CSV file with record_id and cluster_id")
    parser.add_argument("--max-pairs", type=float, nargs="+", default=[1e6, 1e7],
                        help="random pairs Splink estimates u from, one round each")
    parser.add_argument("--threads", type=int, help="threads of both; all cores otherwise")
    parser.add_argument("--rows", type=int, help="invent that many records instead")
    parser.add_argument("--seed", type=int, default=1, help="of the invented records")
    parser.add_argument("--write", default="febrl.csv", help="where to write them")
    args = parser.parse_args()
    if args.rows:
        generate(args.rows, args.seed, args.write)
    elif args.file:
        compare(args)
    else:
        parser.error("a file, or --rows to invent one")


main()
