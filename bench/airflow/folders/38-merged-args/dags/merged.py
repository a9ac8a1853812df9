from airflow.sdk import DAG, TaskGroup
from airflow.providers.standard.operators.empty import EmptyOperator
from defaults import merge, BASE

with DAG("merged", schedule="@daily", default_args=merge(BASE, owner="b")) as dag:
    with TaskGroup("inner", default_args=merge({}, retries=8)):
        EmptyOperator(task_id="x")
    EmptyOperator(task_id="y", **merge({"pool": "p"}, retries=0))
