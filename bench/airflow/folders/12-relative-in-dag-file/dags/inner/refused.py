from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

from .words import WORD

with DAG("refused", schedule=None) as dag:
    EmptyOperator(task_id=WORD)
