from airflow.providers.standard.operators.empty import EmptyOperator

from ..naming import name_of
from .settings import POOL


def first():
    return EmptyOperator(task_id=name_of("first"), pool=POOL)


def last():
    return EmptyOperator(task_id=name_of("last"), trigger_rule="all_done")
