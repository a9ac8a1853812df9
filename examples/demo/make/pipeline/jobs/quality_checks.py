"""Checks on the customer order book before it is published."""

import argparse
import sys

import pyarrow.compute as pc
import pyarrow.dataset as ds


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--order-date", required=True)
    parser.add_argument("--staging", required=True)
    parser.add_argument("--expected-orders", required=True, type=int)
    args = parser.parse_args()

    book = ds.dataset(f"{args.staging}/order_date={args.order_date}", format="parquet").to_table(
        columns=["customer_id", "order_count", "total_amount"]
    )
    orders = pc.sum(book["order_count"]).as_py()
    distinct = pc.count_distinct(book["customer_id"]).as_py()
    negative = pc.sum(pc.less(book["total_amount"], 0)).as_py() or 0
    print(f"customers={book.num_rows} distinct={distinct} orders={orders} negative_totals={negative}")

    problems = []
    if orders != args.expected_orders:
        problems.append(f"order count {orders} differs from the manifest's {args.expected_orders}")
    if distinct != book.num_rows:
        problems.append("a customer has more than one row")
    if negative:
        problems.append(f"{negative} customers have a negative total")
    for problem in problems:
        print(f"FAILED CHECK: {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
