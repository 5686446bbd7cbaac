"""A peer: the same four checks and the same report with Polars, on the same files. Prints counts and times nothing itself.

Usage: python peer_polars.py FOLDER THREADS

Amounts are whole sen in 64 bits, so that sums are exact; decimals of 18 digits take as long.
"""

import os
import sys

os.environ["POLARS_MAX_THREADS"] = sys.argv[2]  # read once, when polars is imported

import polars as pl  # noqa: E402

from peer_duckdb import WINDOWS  # noqa: E402


def sen(column: str) -> pl.Expr:
    """The amount in sen. Both decimals must stand there: anything else has no sen here, and is found by main()."""
    plain = pl.col(column).str.contains(r"^-?\d+\.\d\d$")
    return pl.when(plain).then(pl.col(column).str.replace(".", "", literal=True)).cast(pl.Int64)


def rupiah(amount: int) -> str:
    whole, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:02}"


def main() -> None:
    folder = sys.argv[1]
    line = ["grant", "stage", "account"]
    names = ["date", "kind", *line, "amount", "payee", "voucher", "description"]
    text = {name: pl.String for name in names}
    journal = (
        pl.scan_csv(f"{folder}/journal.csv", schema_overrides={**text, "date": pl.Date, "id": pl.String})
        .select(names)
        .with_row_index("n")
        .with_columns(sen("amount"), *(pl.col(name).cast(pl.Categorical) for name in ("kind", *line)))
        .collect()
    )
    budget = (
        pl.scan_csv(f"{folder}/budget.csv", schema_overrides={**{name: pl.String for name in line}, "ceiling": pl.String})
        .with_columns(sen("ceiling"), *(pl.col(name).cast(pl.Categorical) for name in line))
        .group_by(line)
        .agg(pl.col("ceiling").sum())
        .collect()
    )
    if journal["amount"].null_count() + budget["ceiling"].null_count() > 0:
        raise SystemExit("an amount is not written with two decimals")
    spending = journal.lazy().filter(pl.col("kind") == "realisation")

    over = (
        spending.group_by(line).agg(pl.col("amount").sum())
        .join(budget.lazy(), on=line)
        .filter(pl.col("amount") > pl.col("ceiling"))
        .select(pl.len())
    )  # fmt: skip
    windows = pl.LazyFrame(WINDOWS, schema=["stage", "first", "last"], orient="row").with_columns(
        pl.col("stage").cast(pl.Categorical), pl.col("first", "last").str.to_date()
    )
    outside = spending.join(windows, on="stage").filter((pl.col("date") < pl.col("first")) | (pl.col("date") > pl.col("last"))).select(pl.len())
    is_payment = pl.col("kind") == "realisation"
    below = (
        journal.lazy()
        .select("grant", "date", "n", is_payment.alias("pays"), amount=pl.when(is_payment).then(-pl.col("amount")).otherwise("amount"))
        .sort("grant", "date", "pays", "n")
        .select("grant", "pays", balance=pl.col("amount").cum_sum().over("grant"))
        .filter(pl.col("pays") & (pl.col("balance") < 0))
        .select(pl.col("grant").n_unique())
    )
    # A voucher of one row cannot stand twice: only the others are held against each other.
    voucher = ["grant", "voucher"]
    lists = (
        spending.filter(pl.col("voucher").is_not_null())
        .group_by(voucher)
        .agg(rows=pl.len(), first=pl.col("date").min(), last=pl.col("date").max())
        .filter(pl.col("rows") > 1)
    )
    different = (
        spending.join(lists, on=voucher, how="semi")
        .unique([*voucher, "payee", "account", "amount", "description"])
        .group_by(voucher)
        .agg(different=pl.len())
    )
    reused = (
        lists.join(different, on=voucher)
        .filter((pl.col("first") != pl.col("last")) | (pl.col("rows") > pl.col("different")))
        .select(pl.len())
    )  # fmt: skip
    realised = spending.group_by("stage", "account").agg(pl.col("amount").sum())

    *counts, report = pl.collect_all([over, outside, below, reused, realised])
    for code, count in zip(("B301", "R401", "R402", "R404"), counts):
        print(code, count.item())
    for stage, account, amount in sorted(report.iter_rows()):
        print("realised", stage, account, rupiah(amount))


if __name__ == "__main__":
    main()
