from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

try:
    from .words import WORD

    HOW = "relative"
except ImportError:
    from words import WORD

    HOW = "absolute"

with DAG("either", schedule=None) as dag:
    EmptyOperator(task_id=f"{WORD}_{HOW}")
