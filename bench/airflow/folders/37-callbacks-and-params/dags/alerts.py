from datetime import timedelta


def on_failure(context):
    print(context)


ARGS = {"owner": "oncall", "retries": 7, "retry_delay": timedelta(seconds=30), "on_failure_callback": on_failure}
