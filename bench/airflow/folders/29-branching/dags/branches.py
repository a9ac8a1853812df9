from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from choices import choose, pick

with DAG("branches", schedule=None) as dag:
    chosen = choose()
    left, right = EmptyOperator(task_id="left"), EmptyOperator(task_id="right")
    join = EmptyOperator(task_id="join", trigger_rule="none_failed_min_one_success")
    chosen >> [left, right] >> join
    join >> pick("after", "left")
