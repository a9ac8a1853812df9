from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from sources import pairs, TREE

with DAG("generated", schedule=None) as dag:
    made = {name: EmptyOperator(task_id=name) for name in TREE}
    for up, down in pairs():
        made[up] >> made[down]
