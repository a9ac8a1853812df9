"""Landing data of the demo: customers once, and two days of orders. Seeded, so always the same.

Both days have the same number of orders. On the normal day every order belongs to a
registered customer. On the other day the checkout service writes one placeholder
customer, C0000000, on every guest checkout.
"""

import argparse
import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ORDERS = 2_000_000
CUSTOMERS = 300_000
FILES = 8
GUEST = 0  # C0000000, "Guest checkout"

STREETS = ["Mill Lane", "Station Road", "Harbour Street", "Oak Avenue", "Church Hill", "Market Square"]
CITIES = ["Utrecht", "Porto", "Leeds", "Graz", "Lyon", "Turku", "Gdansk", "Malmo"]
NOTES = ["leave with the neighbour", "ring twice", "", "", "", "parcel box, code by text", "gift wrap please"]


def strings(template: str, *columns) -> pa.Array:
    return pa.array([template.format(*row) for row in zip(*(np.asarray(c).tolist() for c in columns))])


def pick(rng, values, n):
    return np.array(values, dtype=object)[rng.integers(0, len(values), n)]


def customers(out: Path) -> None:
    rng = np.random.default_rng(7)
    ids = np.arange(CUSTOMERS)
    token = rng.integers(0, 2**48, CUSTOMERS)
    name = strings("Customer {:06d}", ids).to_pylist()
    name[GUEST] = "Guest checkout"
    table = pa.table(
        {
            "customer_id": strings("C{:07d}", ids),
            "full_name": pa.array(name),
            "email": strings("{:012x}@mail.example", token),
            "phone": strings("+00 {:010d}", rng.integers(0, 10**10, CUSTOMERS)),
            "segment": pa.array(pick(rng, ["new", "regular", "gold"], CUSTOMERS)),
            "country": pa.array(pick(rng, ["NL", "PT", "GB", "AT", "FR", "FI", "PL", "SE"], CUSTOMERS)),
        }
    )
    out.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, out / "part-0.parquet")


def orders(out: Path, day: date, guest_share: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    out.mkdir(parents=True, exist_ok=True)
    midnight = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    counts = np.zeros(CUSTOMERS, dtype=np.int64)
    manifest = []
    rows = ORDERS // FILES
    for part in range(FILES):
        seq = np.arange(part * rows, (part + 1) * rows)
        customer = rng.integers(1, CUSTOMERS, rows)
        customer[rng.random(rows) < guest_share] = GUEST
        counts += np.bincount(customer, minlength=CUSTOMERS)
        seconds = rng.integers(0, 86_400_000, rows)
        table = pa.table(
            {
                "order_id": strings("ORD-" + day.strftime("%Y%m%d") + "-{:08d}", seq),
                "customer_id": strings("C{:07d}", customer),
                "order_ts": pa.array(
                    (int(midnight.timestamp() * 1000) + seconds) * 1000, pa.timestamp("us", tz="UTC")
                ),
                "sku": strings("SKU-{:06d}", rng.integers(0, 40_000, rows)),
                "quantity": pa.array(rng.integers(1, 6, rows), pa.int32()),
                "amount": pa.array(np.round(rng.gamma(2.0, 24.0, rows) + 1, 2)),
                "channel": pa.array(pick(rng, ["web", "app", "store"], rows)),
                "payment_method": pa.array(pick(rng, ["card", "invoice", "wallet"], rows)),
                "ship_to": strings(
                    "{} {}, {:05d} {}",
                    pick(rng, STREETS, rows),
                    rng.integers(1, 400, rows),
                    rng.integers(0, 100_000, rows),
                    pick(rng, CITIES, rows),
                ),
                "note": pa.array(pick(rng, NOTES, rows)),
            }
        )
        file = out / f"part-{part}.parquet"
        pq.write_table(table, file)
        manifest.append({"name": file.name, "rows": rows, "bytes": file.stat().st_size})
    (out / "manifest.json").write_text(json.dumps({"rows": ORDERS, "files": manifest}, indent=1))
    used = counts[counts > 0]
    print(
        json.dumps(
            {
                "order_date": day.isoformat(),
                "orders": int(counts.sum()),
                "customers_with_orders": int(len(used)),
                "rows_of_hottest_key": int(counts.max()),
                "hottest_key": f"C{int(counts.argmax()):07d}",
                "median_rows_per_key": float(np.median(used)),
            }
        )
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--normal-day", type=date.fromisoformat, required=True)
    parser.add_argument("--guest-day", type=date.fromisoformat, required=True)
    args = parser.parse_args()
    customers(args.out / "customers")
    orders(args.out / "orders" / f"order_date={args.normal_day}", args.normal_day, 0.0, 20261121)
    orders(args.out / "orders" / f"order_date={args.guest_day}", args.guest_day, 0.65, 20261122)
