from airflow.sdk import task
from airflow.providers.standard.operators.bash import BashOperator

COMMANDS = ["echo 1", "echo 2"]


@task
def list_files():
    return [1, 2, 3]


@task
def add_one(value, by):
    return value + by


def operator_over(task_id, commands):
    return BashOperator.partial(task_id=task_id, retries=1).expand(bash_command=commands)
