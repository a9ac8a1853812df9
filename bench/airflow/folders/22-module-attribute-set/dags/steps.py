from airflow.providers.standard.operators.empty import EmptyOperator
import state


def build():
    for at in range(state.LIMITS["n"]):
        EmptyOperator(task_id=f"{state.PREFIX}_{at}")
