"""Build the customer order book of one day.

Joins the day's orders with the customer table and writes one row per customer:
profile, totals of the day and the list of the orders, oldest first.
"""

import argparse
import logging

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
log = logging.getLogger("load_orders")


def build_order_book(orders: DataFrame, customers: DataFrame) -> DataFrame:
    enriched = orders.join(customers, "customer_id", "left")
    return enriched.groupBy("customer_id", "full_name", "email", "segment", "country").agg(
        F.count("order_id").alias("order_count"),
        F.sum("amount").alias("total_amount"),
        F.max("order_ts").alias("last_order_ts"),
        F.sort_array(
            F.collect_list(
                F.struct(
                    "order_ts",
                    "order_id",
                    "sku",
                    "quantity",
                    "amount",
                    "channel",
                    "payment_method",
                    "ship_to",
                    "note",
                )
            )
        ).alias("orders"),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--order-date", required=True)
    parser.add_argument("--landing", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()

    spark = SparkSession.builder.getOrCreate()
    orders = spark.read.parquet(f"{args.landing}/orders/order_date={args.order_date}/*.parquet")
    customers = spark.read.parquet(f"{args.landing}/customers")

    target = f"{args.out}/order_date={args.order_date}"
    log.info("building customer order book for %s", args.order_date)
    build_order_book(orders, customers).write.mode("overwrite").parquet(target)

    written = spark.read.parquet(target)
    log.info("wrote %d customers to %s", written.count(), target)
    spark.stop()


if __name__ == "__main__":
    main()
