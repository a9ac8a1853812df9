"""nightly_orders: turn one day of shop orders into the customer order book.

The landing job of the shop drops one folder per day under $PIPELINE_HOME/landing
and then starts this DAG with the day as logical date.
"""

from __future__ import annotations

import json
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, task

HOME = Path(os.environ["PIPELINE_HOME"])
log = logging.getLogger(__name__)

with DAG(
    dag_id="nightly_orders",
    description="Orders of one day, joined with customers, one document per customer",
    schedule=None,  # started by the landing job
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        "owner": "data-platform",
        "retries": 1,
        "retry_delay": timedelta(seconds=15),
    },
    tags=["orders", "spark"],
) as dag:

    @task
    def check_source(ds: str | None = None) -> int:
        """The day's files must be there, whole, and of a believable size."""
        day = HOME / "landing" / "orders" / f"order_date={ds}"
        manifest = json.loads((day / "manifest.json").read_text())
        for entry in manifest["files"]:
            size = (day / entry["name"]).stat().st_size
            if size != entry["bytes"]:
                raise ValueError(f"{entry['name']}: {size} bytes, manifest says {entry['bytes']}")
            log.info("found %s rows=%d bytes=%d", entry["name"], entry["rows"], size)
        rows = manifest["rows"]
        low, high = 1_000_000, 4_000_000
        if not low <= rows <= high:
            raise ValueError(f"{rows} orders for {ds}, expected {low} to {high}")
        log.info("orders of %s: %d rows in %d files, manifest complete", ds, rows, len(manifest["files"]))
        return rows

    load_orders = BashOperator(
        task_id="load_orders",
        bash_command=(
            "spark-submit --name load_orders "
            "$PIPELINE_HOME/jobs/load_orders.py --order-date {{ ds }} "
            "--landing $PIPELINE_HOME/landing --out $PIPELINE_HOME/staging/customer_orders"
        ),
        execution_timeout=timedelta(minutes=20),
    )

    quality_checks = BashOperator(
        task_id="quality_checks",
        bash_command=(
            "$SPARK_PYTHON $PIPELINE_HOME/jobs/quality_checks.py --order-date {{ ds }} "
            "--staging $PIPELINE_HOME/staging/customer_orders "
            "--expected-orders {{ ti.xcom_pull(task_ids='check_source') }}"
        ),
    )

    @task
    def publish(ds: str | None = None) -> None:
        """Switch the serving link to the new day."""
        target = HOME / "staging" / "customer_orders" / f"order_date={ds}"
        link = HOME / "serving" / "customer_orders"
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = link.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(link)
        log.info("customer_orders now serves order_date=%s", ds)

    check_source() >> load_orders >> quality_checks >> publish()
