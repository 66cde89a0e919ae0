#!/usr/bin/env python3
"""How often a contact carries the true current value, where some record of the person holds it.

  cards.py TRUTH OUT      TRUTH: folder with persons.csv, orgs.csv and records.csv; OUT: folder of a run over the exports

Of each person the contact that holds most of their records is looked at (the first id among equals). A person with a firm
has two true addresses and may be called at the firm: records were made at home and at work. Prints a line per field:
persons of whom a record holds a true value, contacts that carry one, share. Needs polars.
"""
import collections
import pathlib
import sys

import polars as pl

# Field of the card → columns of persons.csv, any of which is true.
POINTS = {
    "email": (["email"], ["email_private", "email_second", "email_business"]),
    "phone": (["phone"], ["landline", "direct_dial"]),
    "mobile": (["mobile"], ["mobile"]),
}
GROUPS = {
    "name": (["given_name", "family_name"], ["given_name", "family_core"]),
    "address": (["street", "house_number", "postal_code", "city"], ["street", "house_number", "postal_code", "city"]),
}
PARTICLES = {"von", "vom", "van", "der", "den", "de", "zu", "zum", "zur", "graf", "freiherr", "freifrau", "gräfin", "di", "del"}


def form(field, value):
    """A value without spelling that is no difference."""
    value = (value or "").strip().lower().replace("ß", "ss")
    if field == "family_name":
        value = " ".join(word for word in value.split() if word not in PARTICLES)
    if field == "given_name":
        value = value.split(" ")[0]
    if field == "street":
        value = value.replace("strasse", "str").replace("str.", "str")
    return value.replace(" ", "") if field in ("street", "house_number", "postal_code") else value


def rows(frame):
    return frame.select(pl.all().cast(pl.String)).to_dicts()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    truth, out = map(pathlib.Path, sys.argv[1:])
    persons = rows(pl.read_csv(truth / "persons.csv", infer_schema=False))
    firms = {row["org_id"]: row for row in rows(pl.read_csv(truth / "orgs.csv", infer_schema=False))}
    person_of = {(r["source"], r["source_row"]): r["person_id"] for r in rows(pl.read_csv(truth / "records.csv", infer_schema=False))}
    contacts = {row["contact_id"]: row for row in rows(pl.read_parquet(out / "contacts.parquet"))}
    records = collections.defaultdict(list)
    for lead in rows(pl.read_parquet(out / "leads.parquet")):
        person = person_of.get((lead["source"], lead["source_row"]))
        if person:
            records[person].append(lead)
    held, carried = collections.Counter(), collections.Counter()
    for person in persons:
        leads = records.get(person["person_id"])
        if not leads:
            continue
        counts = collections.Counter(lead["contact_id"] for lead in leads)
        card = contacts[min(counts, key=lambda contact: (-counts[contact], contact))]
        for name, (fields, columns) in POINTS.items():
            true = {form(name, person[column]) for column in columns} - {""}
            firm = firms.get(person["org_id"], {})
            true |= {form(name, firm.get("phone"))} - {""} if name == "phone" else set()
            if any(form(name, lead[field]) in true for lead in leads for field in fields):
                held[name] += 1
                carried[name] += any(form(name, card[field]) in true for field in fields)
        for name, (fields, columns) in GROUPS.items():
            true = [[form(field, person[column]) for field, column in zip(fields, columns)]]
            if name == "address" and person["org_id"] in firms:
                true.append([form(field, firms[person["org_id"]][field]) for field in fields])
            true = [values for values in true if all(values[:2])]
            of = lambda row: [form(field, row[field]) for field in fields]
            if any(of(lead) in true for lead in leads):
                held[name] += 1
                carried[name] += of(card) in true
    print(f"{'field':8} {'held':>8} {'carried':>8} {'share':>7}")
    for name in held:
        print(f"{name:8} {held[name]:>8,} {carried[name]:>8,} {carried[name] / held[name]:>7.4f}")


if __name__ == "__main__":
    main()
