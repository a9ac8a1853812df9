from airflow.providers.standard.operators.empty import EmptyOperator
from level3 import suffix


class Maker:
    def __init__(self, prefix):
        self.prefix = prefix

    def make(self, name):
        return EmptyOperator(task_id=f"{self.prefix}_{name}{suffix()}")
