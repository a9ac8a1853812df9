from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

NAME = "context_dag"
with DAG(NAME, schedule="@yearly") as it:
    EmptyOperator(task_id="x") >> EmptyOperator(task_id="y")
