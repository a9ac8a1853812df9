from airflow.providers.standard.operators.bash import BashOperator


def make_task(name, **more):
    return BashOperator(task_id=f"run_{name}", bash_command=f"run {name}", **{"retries": 2, **more})


def make_many(count):
    return [make_task(f"m{at}") for at in range(count)]
