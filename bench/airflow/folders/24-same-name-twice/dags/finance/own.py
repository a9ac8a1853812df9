from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from finance.settings import NAME
from sales.settings import NAME as SALES

with DAG("own", schedule=None) as dag:
    EmptyOperator(task_id=NAME) >> EmptyOperator(task_id=SALES)
