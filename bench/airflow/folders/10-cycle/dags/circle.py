from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
import left

with DAG("circle", schedule=None) as dag:
    EmptyOperator(task_id=left.NAME) >> EmptyOperator(task_id=left.both())
