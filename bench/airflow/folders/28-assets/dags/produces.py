from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from catalogue import ITEMS, ORDERS

with DAG("produces", schedule=None) as dag:
    EmptyOperator(task_id="write", outlets=[ORDERS, ITEMS])
