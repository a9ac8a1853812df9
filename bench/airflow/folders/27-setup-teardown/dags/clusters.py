from airflow.sdk import setup, teardown
from airflow.providers.standard.operators.empty import EmptyOperator


@setup
def start_cluster():
    return "c"


@teardown
def stop_cluster():
    pass


def cluster(name):
    up = EmptyOperator(task_id=f"{name}_up").as_setup()
    down = EmptyOperator(task_id=f"{name}_down")
    return down.as_teardown(setups=up)
