from airflow.sdk import DAG
from counter import next_task

with DAG("counted", schedule=None) as dag:
    next_task() >> next_task() >> next_task()
