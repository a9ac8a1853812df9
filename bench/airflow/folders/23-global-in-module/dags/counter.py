from airflow.providers.standard.operators.empty import EmptyOperator

count = 0


def next_task():
    global count
    count += 1
    return EmptyOperator(task_id=f"task_{count}")
