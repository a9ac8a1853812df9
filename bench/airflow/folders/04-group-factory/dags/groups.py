from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from lib.groups import checked, layer

with DAG("groups", schedule=None) as dag:
    start = EmptyOperator(task_id="start")
    end = EmptyOperator(task_id="end")
    start >> layer("bronze", ["a", "b"]) >> layer("silver", ["c"]) >> checked(2) >> end
