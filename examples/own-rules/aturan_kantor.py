"""Rules of one finance office, beside those of the library: `hibah check FOLDER --rules aturan_kantor.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

import hibah

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_AT_ONCE = hibah.Rupiah("Rp95.000.000")
FEWEST_PAYEES = 25  # fewer are reported


@hibah.rule(
    code="KKR001",
    title={"id": "Honorarium besar sekaligus", "en": "Large honorarium at once"},
    severity="warning",
    subject="entry",
    kinds="realisation",
    columns="account",
    basis={"instrument": "SOP bendahara kantor contoh", "article": "butir 4"},
    what={
        "id": "Menandai honorarium (rekening 521213) di atas Rp95.000.000 dalam satu pembayaran.",
        "en": "Reports honoraria (account 521213) above Rp95.000.000 in one payment.",
    },
    not_proved={
        "id": "Pembayaran rapel beberapa bulan tampak sama. Penerima yang dibayar dua kali ditunjukkan oleh R405.",
        "en": "Arrears of several months look the same. A payee who was paid twice is shown by R405.",
    },
)
def large_honorarium(grant: hibah.GrantView, context: hibah.Context) -> Iterator[hibah.Answer]:
    rows = numpy.asarray(grant.entries)  # the columns as they lie in memory: nothing is copied
    honorarium = context.words("account").index("521213")
    is_found = (rows["kind"] == context.kinds.index("realisation")) & (rows["account"] == honorarium)
    for row in rows[is_found & (rows["amount_sen"] > MOST_AT_ONCE.sen)]:
        amount = hibah.Rupiah.from_sen(int(row["amount_sen"]))
        yield grant.fail(
            row["entry"],
            expected=MOST_AT_ONCE,
            actual=amount,
            message={"id": f"honorarium {amount} dibayar sekaligus", "en": f"an honorarium of {amount} was paid at once"},
        )


@hibah.rule(
    code="KKR002",
    title={"id": "Sedikit penerima", "en": "Few payees"},
    severity="info",
    kinds="realisation",
    columns="payee",
    basis="practice",
)
def few_payees(grant: hibah.GrantView, context: hibah.Context) -> Iterator[hibah.Answer]:
    """Reports a grant whose money went to fewer than 25 payees. Plain Python, an entry at a time."""
    payees = {entry.payee for entry in grant.entries if entry.kind == "realisation" and entry.payee}
    if not payees:
        yield grant.not_applicable()
    elif len(payees) < FEWEST_PAYEES:
        count = len(payees)
        yield grant.fail(message={"id": f"hanya {count} penerima", "en": f"only {count} payees"}, column="recipient")
