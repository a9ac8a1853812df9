"""A DAG with mapped tasks, a retry, a log of many pages, and a task that fails."""

from datetime import datetime, timedelta

from airflow.decorators import dag, task


@dag(
    dag_id="nightly_orders",
    schedule=None,
    start_date=datetime(2024, 1, 1),
    catchup=False,
    is_paused_upon_creation=False,
)
def nightly():
    @task
    def list_files():
        return ["a.csv", "b.csv", "c.csv"]

    @task
    def load(name):
        print(f"loading {name}")
        if name == "b.csv":
            raise ValueError(f"{name} has no header")
        return len(name)

    @task(retries=1, retry_delay=timedelta(seconds=1))
    def extract():
        for number in range(30_000):
            print(f"row {number}")
        settings = {}
        print(settings["ENVIRONMENT"])

    @task
    def report(counts, rows):
        print(counts, rows)

    report(load.expand(name=list_files()), extract())


nightly()
