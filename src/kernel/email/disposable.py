#!/usr/bin/env python3
"""Writes disposable.txt, the throw-away domains that are compiled into the binary.

    pip download disposable-email-domains --no-deps
    python3 src/kernel/email/disposable.py disposable_email_domains-*.whl

The package is a plain set of names that volunteers review, with a release nearly every day (MIT licence).
"""

import ast
import pathlib
import re
import sys
import zipfile

# Slips of the hand for providers; the typo hint says more about them than the list does.
SLIPS = {"gmial.com", "hotmai.com", "hotmial.com"}

# Providers with millions of lasting mailboxes.
PROVIDERS = {"21cn.com", "sify.com"}

# Seen in lead lists, or served by the same hosts as listed ones, and not (or no longer) in the package.
EXTRA = """
10mail.org 10minutemail.de 10minutemail.net 33mail.com anonbox.net boun.cr burnermail.io byom.de cool.fr.nf
crazymailing.com discard.email dispostable.com dropmail.me einrot.com einrot.de emailtemporanea.com
emailtemporanea.net ethereal.email fakemail.net fakemailgenerator.com getairmail.com getnada.com
inboxbear.com inboxkitten.com jetable.com jetable.org mail-temp.com mail-temporaire.fr mail7.io maildrop.cc
mailpoof.com mailsac.com mailtemp.info mailto.plus minuteinbox.com minutemailbox.com moakt.com muellemail.com
muellmail.com mytemp.email nada.email one-time.email onewaymail.com owlymail.com proxymail.eu receiveee.com
shieldedmail.com spoofmail.de temp-mail.io temp-mail.org tempmail.com tempmail.de tempmail.net tempmail.plus
tempmailaddress.com tempmailo.com tempr.email throwam.com tmpmail.net tmpmail.org trash-mail.at trash-mail.com
trash-mail.de trashmail.at trashmail.com trashmail.de trashmail.me trashmail.net trashmail.org trashmail.ws
wegwerf-email.de wegwerf-emails.de wegwerfadresse.de wegwerfemail.com wegwerfemail.de wegwerfmail.de
wegwerfmail.info wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net zehnminutenmail.de
60-minuten-mail.de 10minute-email.com 20minute.email mailbox2go.de briefkasten2go.de postfach2go.de mailfish.de
spamwc.de emailfake.com tempmails.cf instantmailaddress.com mailmetrash.com trash247.com sneakemail.com
spamgourmet.com yopmail.info mailinator.pl
"""

wheel = pathlib.Path(sys.argv[1])
with zipfile.ZipFile(wheel) as archive:
    source = archive.read("disposable_email_domains/__init__.py").decode()
domains = ast.literal_eval(re.search(r"blocklist = (\{.*?\})", source, re.S)[1])
domains = sorted((domains | set(EXTRA.split())) - SLIPS - PROVIDERS)
version = wheel.name.split("-")[1]
header = [
    "# Domains of throw-away mailboxes, sorted; written by disposable.py, not by hand.",
    f"# Source: PyPI disposable-email-domains {version} (MIT licence), and the additions in the script.",
]
target = pathlib.Path(__file__).with_name("disposable.txt")
target.write_text("\n".join(header + domains) + "\n", encoding="utf-8")
print(len(domains), "domains")
