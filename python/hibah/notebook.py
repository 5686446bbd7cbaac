"""What notebooks show of a portfolio. Reports and tables show themselves (`to_html`)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hibah._core import Portfolio

__all__ = ["portfolio_html"]

_HEADINGS = ("Hibah", "Penerima", "NPHD", "Ditandatangani", "Nilai", "Tahap", "Adendum")
_RIGHT = ' style="text-align:right"'


def portfolio_html(portfolio: Portfolio) -> str:
    """A fragment: the agreements as first signed."""
    rows = []
    for grant in portfolio.grants:
        texts = (grant.id, grant.recipient, grant.nphd or "—", str(grant.signed))
        figures = (f"{grant.amount:r}", str(grant.tranches), str(grant.addenda))
        cells = [f"<td>{html.escape(text)}</td>" for text in texts] + [f"<td{_RIGHT}>{html.escape(text)}</td>" for text in figures]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f"<th>{heading}</th>" for heading in _HEADINGS)
    caption = f"{portfolio.name} — {portfolio.election}, {portfolio.regulation}; entri jurnal: {portfolio.entries}"
    return (
        '<table class="hibah">\n'
        f"<caption>{html.escape(caption)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{chr(10).join(rows)}\n</tbody>\n"
        "</table>"
    )
