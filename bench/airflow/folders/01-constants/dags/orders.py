from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

from common.defaults import DEFAULT_ARGS, SCHEDULE, START, TABLES

with DAG("orders", schedule=SCHEDULE, start_date=START, default_args=DEFAULT_ARGS, tags=["own"]):
    first = EmptyOperator(task_id="first")
    for table in TABLES:
        first >> EmptyOperator(task_id=f"load_{table}")
