from airflow.providers.standard.operators.empty import EmptyOperator


def make(task_id):
    return EmptyOperator(task_id=task_id)
