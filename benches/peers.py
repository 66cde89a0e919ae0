"""The Python packages people use for what the kernels do, timed over the same values. Started by `cargo bench -- kernel`.

    pip install phonenumbers nameparser cleanco usaddress email-validator

Standard input: kind, country and value a line, tab between. Standard output: kind, package with version, thousands a
second; one line for each package that is installed.
"""
import sys
import time
from collections import defaultdict
from importlib.metadata import version

MOST = 4000  # values: Python needs no more to show its speed


def phone():
    import phonenumbers

    def read(value, country):
        try:
            number = phonenumbers.parse(value, country)
        except phonenumbers.NumberParseException:
            return None
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    return "phonenumbers", read


def name():
    from nameparser import HumanName

    return "nameparser", lambda value, country: HumanName(value).last


def company():
    from cleanco import basename

    return "cleanco", lambda value, country: basename(value)


def address():
    import usaddress

    return "usaddress", lambda value, country: usaddress.parse(value)


def email():
    from email_validator import EmailNotValidError, validate_email

    def read(value, country):
        try:
            return validate_email(value, check_deliverability=False).normalized
        except EmailNotValidError:
            return None

    return "email-validator", read


PEERS = {"phone": phone, "name": name, "company": company, "street": address, "address": address, "email": email}


def main():
    sets = defaultdict(list)
    for line in sys.stdin.buffer:
        kind, country, value = line.decode().rstrip("\n").split("\t", 2)
        if len(sets[kind]) < MOST:
            sets[kind].append((value.replace("\x1f", "\n"), country))
    for kind, values in sets.items():
        if kind not in PEERS:
            continue
        try:
            package, read = PEERS[kind]()
        except ImportError:
            continue
        for value, country in values[:50]:
            read(value, country)
        start = time.process_time()
        for value, country in values:
            read(value, country)
        took = time.process_time() - start
        print(f"{kind}\t{package} {version(package)}\t{len(values) / took / 1000:.2f}", flush=True)


main()
