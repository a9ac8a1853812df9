from datetime import timedelta
from airflow.providers.standard.operators.empty import EmptyOperator

NAME = "starred"
EVERY = timedelta(hours=6)
TAGS = ["b", "a"]
_hidden = 1


def make(task_id):
    return EmptyOperator(task_id=task_id)
