from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
import catalogue

with DAG("consumes", schedule=catalogue.EITHER) as dag:
    EmptyOperator(task_id="read", inlets=catalogue.ORDERS)
with DAG("consumes_both", schedule=[catalogue.ORDERS, catalogue.ITEMS]):
    EmptyOperator(task_id="read")
