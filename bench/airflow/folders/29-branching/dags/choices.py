from airflow.sdk import task
from airflow.providers.standard.operators.python import BranchPythonOperator


@task.branch
def choose():
    return "left"


def pick(task_id, *targets):
    return BranchPythonOperator(task_id=task_id, python_callable=lambda: list(targets))
