from airflow.sdk import TaskGroup, task, task_group
from airflow.providers.standard.operators.empty import EmptyOperator


def layer(name, tables):
    with TaskGroup(group_id=name, tooltip=f"layer {name}") as group:
        begin = EmptyOperator(task_id="begin")
        begin >> [EmptyOperator(task_id=table) for table in tables]
    return group


@task
def count(limit: int):
    return limit


@task
def compare(found):
    print(found)


@task_group
def checked(limit):
    compare(count(limit))
