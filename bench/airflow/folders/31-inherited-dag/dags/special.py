from airflow.providers.standard.operators.empty import EmptyOperator
from bases import TeamDag

with TeamDag("special", schedule="@daily") as dag:
    EmptyOperator(task_id="only")
