from __future__ import annotations
from typing import TYPE_CHECKING
from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from kinds import name_of

if TYPE_CHECKING:
    from kinds import Kind

with DAG("typed", schedule=None) as dag:
    EmptyOperator(task_id=name_of("a"))
