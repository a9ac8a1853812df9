import registry
import registrations
from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

registry.register("main")
with DAG("mutated", schedule=None) as dag:
    for name in registry.NAMES:
        EmptyOperator(task_id=name)
