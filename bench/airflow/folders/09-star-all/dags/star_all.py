from names import *
from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

OTHER = "not taken"
with DAG("star_all", schedule=None) as dag:
    for each in LIST:
        EmptyOperator(task_id=each)
    EmptyOperator(task_id=OTHER.replace(" ", "_"))
