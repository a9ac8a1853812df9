from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from env import POOL, STAGE, SCHEDULE

with DAG("reads_environment", schedule=SCHEDULE) as dag:
    EmptyOperator(task_id="a", pool=POOL) >> EmptyOperator(task_id="b")
    if STAGE == "test":
        EmptyOperator(task_id="only_in_test")
