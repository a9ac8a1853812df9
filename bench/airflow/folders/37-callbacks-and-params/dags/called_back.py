from datetime import timedelta
from airflow.sdk import DAG, Param
from airflow.providers.standard.operators.python import PythonOperator
from alerts import ARGS, on_failure
from jobs.load import main as load_main

with DAG(
    "called_back",
    schedule=timedelta(minutes=30),
    default_args={**ARGS, "retries": 0},
    params={"day": Param("2025-01-01", type="string")},
    on_failure_callback=on_failure,
) as dag:
    PythonOperator(task_id="load", python_callable=load_main)
