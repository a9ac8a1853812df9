from airflow.sdk import BaseSensorOperator


class FileReady(BaseSensorOperator):
    def __init__(self, path, **kwargs):
        kwargs.setdefault("mode", "reschedule")
        kwargs.setdefault("retries", 2)
        super().__init__(**kwargs)
        self.path = path

    def poke(self, context):
        return True
