"""How amounts, dates and words are written: every form that the file format allows, from whole sen."""

from __future__ import annotations

import datetime

__all__ = ["HEADERS", "KINDS", "MONTHS", "PAPERS", "amount_id", "amount_plain", "date_text", "words"]

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()

# The columns of each file, with their Indonesian names.
HEADERS = {
    "budget": {"grant": "hibah", "stage": "tahapan", "account": "kode_rekening", "ceiling": "pagu", "description": "uraian", "version": "versi"},
    "journal": {
        "id": "no", "date": "tanggal", "kind": "jenis", "grant": "hibah", "tranche": "tahap", "stage": "tahapan",
        "account": "kode_rekening", "amount": "jumlah", "payee": "penerima", "voucher": "no_bukti", "reverses": "membatalkan",
        "destination": "tujuan", "description": "uraian",
    },
    "bank": {"grant": "hibah", "date": "tanggal", "amount": "mutasi", "balance": "saldo", "reference": "referensi", "description": "uraian"},
    "documents": {"grant": "hibah", "kind": "jenis", "date": "tanggal", "number": "nomor", "tranche": "tahap", "description": "uraian"},
}  # fmt: skip
KINDS = {
    "disbursement": "pencairan", "realisation": "belanja", "refund": "pengembalian_belanja", "interest": "jasa_giro", "return": "setoran",
    "reversal": "pembatalan",
}  # fmt: skip
PAPERS = {
    "payment_minutes": "berita_acara_pembayaran", "grant_register": "register_hibah", "sp2hl": "sp2hl", "use_report": "laporan_penggunaan",
    "return_slip": "sts", "inspection": "reviu_inspektorat", "other": "other",
}  # fmt: skip


def amount_plain(sen: int) -> str:
    rupiah, rest = divmod(abs(sen), 100)
    return f"{'-' if sen < 0 else ''}{rupiah}.{rest:02d}"


def amount_id(sen: int) -> str:
    rupiah, rest = divmod(abs(sen), 100)
    return f"{'-' if sen < 0 else ''}{rupiah:,}".replace(",", ".") + f",{rest:02d}"


def date_text(day: datetime.date, form: str, known: str = "day") -> str:
    """A date in a form of the format; of the month or the year alone there is but one."""
    if known != "day":
        return f"{day.year}-{day.month:02d}" if known == "month" else str(day.year)
    if form == "words":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return day.strftime("%d/%m/%Y") if form == "slashes" else day.isoformat()


_UNITS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()


def _below_thousand(number: int) -> list[str]:
    if number < 12:
        return [_UNITS[number]] if number else []
    if number < 20:
        return [_UNITS[number - 10], "belas"]
    if number < 100:
        return [_UNITS[number // 10], "puluh", *_below_thousand(number % 10)]
    head = ["seratus"] if number < 200 else [_UNITS[number // 100], "ratus"]
    return [*head, *_below_thousand(number % 100)]


def words(sen: int) -> str:
    """An amount as an agreement prints it."""
    rupiah, rest = divmod(sen, 100)
    said: list[str] = []
    for size, name in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (1, "")):
        count, rupiah = divmod(rupiah, size)
        if count:
            said += ["seribu"] if (name, count) == ("ribu", 1) else [*_below_thousand(count), *([name] if name else [])]
    cents = [*_below_thousand(rest), "sen"] if rest else []
    return " ".join([*(said or ["nol"]), "rupiah", *cents])
