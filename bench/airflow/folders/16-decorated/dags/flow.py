from datetime import datetime
from airflow.sdk import dag
from steps import extract, load, transform


@dag(schedule="@daily", start_date=datetime(2025, 1, 1), catchup=False, tags=["flow"])
def flow():
    load(transform(extract()), transform.override(task_id="again", retries=4)(extract()))


flow()
