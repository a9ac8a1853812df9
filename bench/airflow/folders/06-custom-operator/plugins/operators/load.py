from airflow.sdk import BaseOperator


class LoadOperator(BaseOperator):
    template_fields = ("table",)

    def __init__(self, *, table, pool="loading", **kwargs):
        super().__init__(pool=pool, **kwargs)
        self.table = table

    def execute(self, context):
        return self.table


class WideLoadOperator(LoadOperator):
    def __init__(self, **kwargs):
        super().__init__(owner="wide", **kwargs)
