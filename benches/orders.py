#!/usr/bin/env python3
"""Compares the analysis of purchases with expected figures.

  orders.py --leadloom BIN --orders DIR [--only yearly cdnow itemsets cross_sell peers]

DIR holds the purchases and a folder `expected` (see the README there): a wholesaler's invoices, a music shop's customers,
a grocer's baskets. Prints per check what came out beside what was expected and exits 1 when a figure differs. The hit
rates of recommendations are printed, not judged: products new to the customer, bought in the three months after the cut.
Standard library only, but for the part `peers`, which runs only when asked for: itemsets of the wholesaler at 1 % beside
the packages pyfim and mlxtend, in CPU seconds; ours by the share of samples that Linux' perf takes in `itemsets`.
"""
import argparse
import collections
import csv
import decimal
import gzip
import hashlib
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

SERVICE = ["POST", "D", "C2", "DOT", "M", "BANK CHARGES", "AMAZONFEE", "CRUK", "S", "PADS", "B"]
RETAIL = {"order_id": "InvoiceNo", "product_id": "StockCode", "product_name": "Description", "quantity": "Quantity",
          "order_date": "InvoiceDate", "unit_price": "UnitPrice", "customer_id": "CustomerID"}
failed = []


def check(name, found, expected):
    right = found == expected
    print(f"  {'ok  ' if right else 'DIFF'} {name}: {found}" + ("" if right else f" expected {expected}"), flush=True)
    if not right:
        failed.append(name)


def near(name, found, expected, relative=0.0, absolute=0.0):
    right = abs(found - expected) <= relative * abs(expected) + absolute
    print(f"  {'ok  ' if right else 'DIFF'} {name}: {found} expected {expected}", flush=True)
    if not right:
        failed.append(name)


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows, columns):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def analyse(binary, folder, path, columns, as_of, **analyze):
    """Runs leadloom on one file of order lines; the folder of the tables, seconds of the stage, CPU seconds of all."""
    text = [f"as_of = {as_of}", "[[source]]", 'name = "orders"', f'path = {json.dumps(str(path))}', 'records = "orders"',
            "[source.map]"]
    text += [f"{field} = {json.dumps(column)}" for field, column in columns.items()]
    text += ["[analyze]"] + [f"{key} = {json.dumps(value)}" for key, value in analyze.items()]
    out = folder / "out"
    text += ["[output]", f"dir = {json.dumps(str(out))}", "csv = true"]
    pipeline = folder / "pipeline.toml"
    pipeline.write_text('name = "orders"\n' + "\n".join(text) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([binary, "run", str(pipeline), "--quiet", "--force"], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    manifest = json.loads((out / "manifest.json").read_text())
    stage = next(stage["seconds"] for stage in manifest["timings"] if stage["stage"] == "analyze")
    return out, manifest, stage, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(out, name):
    with open(out / f"{name}.csv", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def yearly(binary, orders, folder):
    print("calendar years of the wholesaler")
    path = folder / "retail.csv"
    path.write_bytes(gzip.decompress((orders / "online_retail.csv.gz").read_bytes()))
    out, manifest, seconds, _ = analyse(binary, folder, path, RETAIL, "2011-12-09", service_products=SERVICE)
    print(f"  stage analyze {seconds:.2f} s")
    customers = {row["contact_id"]: row["customer_numbers"] for row in table(out, "customers")}
    years = table(out, "purchase_years")
    expected = json.loads((orders / "expected" / "online_retail_yearly_summary.json").read_text())
    for line in expected["by_year"]:
        own = [row for row in years if row["year"] == str(line["year"]) and int(row["orders"]) > 0]
        money = [sum(decimal.Decimal(row[name]) for row in own) for name in ("gross", "returns", "net")]
        check(f"{line['year']} customers, orders", [len(own), sum(int(row["orders"]) for row in own)],
              [line["customers"], int(line["orders"])])
        # A sum of rounded rows is off by some half cents; the exact sums are in the manifest's accounting.
        for name, found, key in zip(("gross", "returns", "net"), money, ("gross", "ret", "net")):
            near(f"{line['year']} {name}", float(found), line[key], absolute=0.25)
    of = {(customers[row["contact_id"]], row["year"]): row for row in years}
    with open(orders / "expected" / "online_retail_yearly.csv", newline="") as file:
        sample = list(csv.DictReader(file))
    pairs = {"orders": "orders", "order_days": "order_days", "revenue_gross": "gross", "revenue_returns": "returns",
             "revenue_net": "net", "lines": "lines", "units": "units", "distinct_products": "distinct_products",
             "first_order": "first_order", "last_order": "last_order"}
    wrong = collections.Counter()
    for row in sample:
        own = of.get((row["customer_id"], row["year"]))
        for theirs, ours in pairs.items():
            if own is None or not same(own[ours], row[theirs]):
                wrong[ours] += 1
    check(f"cells that differ in {len(sample)} customer-years", dict(wrong), {})
    found = {(row["cohort"], row["since"]): row["customers"] for row in table(out, "cohorts") if row["period"] == "month"}
    with open(orders / "expected" / "online_retail_cohorts.csv", newline="") as file:
        expected = {(row["cohort"], row["month_no"]): row["customers"] for row in csv.DictReader(file)}
    check("cohorts that differ", sum(found.get(key) != value for key, value in expected.items()), 0)


def same(left, right):
    try:
        return abs(decimal.Decimal(left) - decimal.Decimal(right)) < decimal.Decimal("0.0051")
    except decimal.InvalidOperation:
        return left == right


def cdnow(binary, orders, folder):
    print("lifetimes of the music shop's customers")
    columns = {"customer_id": "customer_id", "order_date": "date", "quantity": "cds", "order_total": "value"}
    expected = json.loads((orders / "expected" / "cdnow_bgnbd.json").read_text())["exact_mle_scipy"]
    path = folder / "cdnow.csv"
    path.write_bytes(gzip.decompress((orders / "cdnow_sample.csv.gz").read_bytes()))
    _, manifest, seconds, _ = analyse(binary, folder, path, columns, "1997-09-30", order_key="customer_day")
    print(f"  stage analyze {seconds:.2f} s")
    found = manifest["lifetime"]
    for name, value in expected["bgnbd"]["params"].items():
        near(f"BG/NBD {name}", found["orders"][name], value, relative=1e-3)
    near("BG/NBD log-likelihood", found["orders"]["ln_likelihood"], expected["bgnbd"]["LL"], absolute=1e-3)
    for name, value in expected["gammagamma"]["params"].items():
        near(f"Gamma-Gamma {name}", found["values"][0][name], value, relative=1e-3)
    print("  backtest:", found["backtest"])
    # Fader, Hardie and Lee 2005, table 2, to the digits it gives.
    _, manifest, seconds, _ = analyse(binary, folder, path, columns, "1997-09-30", order_key="customer_day",
                                      lifetime="pareto_nbd")
    print(f"  stage analyze {seconds:.2f} s")
    found = manifest["lifetime"]
    for name, value in [("r", 0.553), ("alpha", 10.578), ("s", 0.606), ("beta", 11.669)]:
        near(f"Pareto/NBD {name}", found["orders"][name], value, relative=1e-3)
    near("Pareto/NBD log-likelihood", found["orders"]["ln_likelihood"], -9595.0, absolute=0.05)
    print("  backtest:", found["backtest"])
    path.write_bytes(gzip.decompress((orders / "cdnow_master.csv.gz").read_bytes()))
    out, manifest, _, _ = analyse(binary, folder, path, columns, "1998-06-30", order_key="customer_day")
    for line in json.loads((orders / "expected" / "cdnow_master_yearly_summary.json").read_text()):
        own = [row for row in table(out, "purchase_years") if row["year"] == str(line["year"]) and int(row["orders"]) > 0]
        check(f"{line['year']} customers, orders", [len(own), sum(int(row["orders"]) for row in own)],
              [line["customers"], line["orders"]])
    print("  backtest:", manifest["lifetime"]["backtest"])


def itemsets(binary, orders, folder):
    groceries = folder / "groceries.csv"
    # One label ends in a blank, which leadloom takes away and the expected digests keep.
    labels = {}
    with gzip.open(orders / "groceries.basket.csv.gz", "rt", encoding="utf-8") as file, open(groceries, "w", newline="") as to:
        writer = csv.writer(to)
        writer.writerow(["order", "customer", "date", "item", "quantity", "price"])
        for number, line in enumerate(file, 1):
            for item in line.strip("\r\n").split(","):
                labels[item.strip()] = item
                writer.writerow([number, number, "2006-01-01", item, 1, 1])
    grocer = {"order_id": "order", "customer_id": "customer", "order_date": "date", "product_name": "item",
              "quantity": "quantity", "unit_price": "price"}
    retail = folder / "retail.csv"
    retail.write_bytes(gzip.decompress((orders / "online_retail.csv.gz").read_bytes()))
    for name, path, columns, column, options in [
        ("groceries", groceries, grocer, "product_names", {}),
        ("online_retail", retail, RETAIL, "products", {"service_products": SERVICE}),
    ]:
        expected = json.loads((orders / "expected" / f"{name}_itemsets_counts.json").read_text())
        lowest = min(level["minsup"] for level in expected["levels"])
        print(f"itemsets of {name}, {expected['N']} orders")
        for level in expected["levels"]:
            out, _, seconds, cpu = analyse(binary, folder, path, columns, "2011-12-09",
                                           itemset_support=level["minsup"], **options)
            sets = table(out, "itemsets")
            counts = collections.Counter(row["size"] for row in sets)
            lines = ["|".join(sorted(labels.get(item, item) for item in row[column].split("|"))) + "\t" + row["orders"] for row in sets]
            digest = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
            check(f"{level['minsup']}: sizes", dict(sorted(counts.items())), level["by_size"])
            check(f"{level['minsup']}: closed, maximal",
                  [sum(row[flag] == "true" for row in sets) for flag in ("is_closed", "is_maximal")],
                  [level["closed"], level["maximal"]])
            check(f"{level['minsup']}: digest", digest, level["sha256_sorted"])
            print(f"  stage analyze {seconds:.2f} s, whole run {cpu:.2f} CPU s"
                  + (" (the lowest support)" if level["minsup"] == lowest else ""))


def cross_sell(binary, orders, folder):
    lines = [row for row in rows_of(orders / "online_retail.csv.gz")
             if row["CustomerID"] and not row["InvoiceNo"].startswith("C")
             and float(row["Quantity"]) > 0 and float(row["UnitPrice"]) > 0]
    for cut, end in [("2011-05-01", "2011-08-01"), ("2011-07-01", "2011-10-01"), ("2011-09-01", "2011-12-01")]:
        train = [row for row in lines if row["InvoiceDate"][:10] < cut]
        path = folder / "train.csv"
        write(path, train, list(lines[0]))
        bought, later = collections.defaultdict(set), collections.defaultdict(set)
        for row in lines:
            item = row["StockCode"].upper()
            if item in SERVICE:
                continue
            if row["InvoiceDate"][:10] < cut:
                bought[row["CustomerID"]].add(item)
            elif row["InvoiceDate"][:10] < end:
                later[row["CustomerID"]].add(item)
        relevant = {customer: later[customer] - items for customer, items in bought.items()}
        relevant = {customer: items for customer, items in relevant.items() if items}
        candidates = set().union(*bought.values())
        print(f"products new to the customer, cut {cut}: {len(relevant)} customers, {len(candidates)} products")
        for method in ("log_likelihood", "ease"):
            out, _, seconds, _ = analyse(binary, folder, path, RETAIL, cut, service_products=SERVICE, recommender=method,
                                         recommendations=10)
            customers = {row["contact_id"]: row["customer_numbers"] for row in table(out, "customers")}
            best = collections.defaultdict(list)
            for row in table(out, "recommendations"):
                if row["kind"] == "cross_sell":
                    best[customers[row["contact_id"]]].append(row["product_id"])
            hits = [len(relevant[customer] & set(best[customer][:10])) for customer in relevant]
            rate = sum(hit > 0 for hit in hits) / len(hits)
            recall = sum(hit / len(relevant[customer]) for hit, customer in zip(hits, relevant)) / len(hits)
            told = set().union(*(best[customer][:10] for customer in relevant))
            print(f"  {method:15} HR@10 {rate:.4f}  recall@10 {recall:.4f}  coverage@10 {len(told) / len(candidates):.4f}"
                  f"  stage analyze {seconds:.2f} s", flush=True)


def peers(binary, orders, folder):
    import fim
    import mlxtend.frequent_patterns
    import mlxtend.preprocessing
    import pandas
    path = folder / "retail.csv"
    path.write_bytes(gzip.decompress((orders / "online_retail.csv.gz").read_bytes()))
    # The options are those of the run below, so the pipeline file that `analyse` leaves can be run again under perf.
    out, _, _, _ = analyse(binary, folder, path, RETAIL, "2011-12-09", service_products=SERVICE, itemset_support=0.01)
    samples = folder / "perf.data"
    subprocess.run(["perf", "record", "-q", "-F", "2000", "-e", "cpu-clock", "-o", str(samples), binary, "run",
                    str(folder / "pipeline.toml"), "--quiet", "--force"], check=True, stdout=subprocess.DEVNULL)
    told = subprocess.run(["perf", "script", "-i", str(samples), "-F", "ip,sym"], check=True, capture_output=True, text=True)
    taken = [line.strip() for line in told.stdout.splitlines() if line.strip()]
    ours = sum("analyze::itemsets" in line for line in taken)
    found = {"leadloom": (len(table(out, "itemsets")), ours / 2000)}
    baskets = collections.defaultdict(set)
    for row in rows_of(orders / "online_retail.csv.gz"):
        item = row["StockCode"].strip().upper()
        if (row["CustomerID"] and not row["InvoiceNo"].startswith("C") and item not in SERVICE
                and float(row["Quantity"]) > 0 and float(row["UnitPrice"]) > 0):
            baskets[row["InvoiceNo"]].add(item)
    baskets = [sorted(basket) for basket in baskets.values()]
    least = -(-len(baskets) // 100)

    def timed(name, mine):
        started = time.process_time()
        found[name] = (len(mine()), time.process_time() - started)

    timed("pyfim eclat", lambda: fim.eclat(baskets, supp=-least, zmin=1))
    timed("pyfim fpgrowth", lambda: fim.fpgrowth(baskets, supp=-least, zmin=1))
    encoder = mlxtend.preprocessing.TransactionEncoder()
    frame = pandas.DataFrame(encoder.fit_transform(baskets), columns=encoder.columns_)
    timed("mlxtend fpgrowth", lambda: mlxtend.frequent_patterns.fpgrowth(frame, min_support=least / len(baskets)))
    for name, (sets, seconds) in found.items():
        print(f"  {name:17} {sets} sets  {seconds:.3f} CPU s")
        check(f"{name}: sets", sets, found["pyfim eclat"][0])


def main():
    parts = {"yearly": yearly, "cdnow": cdnow, "itemsets": itemsets, "cross_sell": cross_sell, "peers": peers}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leadloom", required=True)
    parser.add_argument("--orders", required=True, type=pathlib.Path)
    parser.add_argument("--only", nargs="+", choices=parts, default=[part for part in parts if part != "peers"])
    given = parser.parse_args()
    for name in given.only:
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            parts[name](str(pathlib.Path(given.leadloom).resolve()), given.orders.resolve(), pathlib.Path(folder))
        print(f"  ({name}: {time.monotonic() - started:.0f} s)\n", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
