from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from wiring import fan, in_order

with DAG("chains", schedule=None) as dag:
    tasks = [EmptyOperator(task_id=f"t{at}") for at in range(6)]
    in_order(tasks[:3])
    fan(tasks[2], tasks[3:5], tasks[5])
