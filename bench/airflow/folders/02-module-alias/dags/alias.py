import settings as s
import settings
from airflow.sdk import DAG
from airflow.providers.standard.operators.bash import BashOperator

with DAG(s.DAG_ID, schedule=settings.schedules["nightly"], start_date=s.START) as dag:
    previous = None
    for name in s.names():
        task = BashOperator(task_id=name, bash_command=f"echo {name}", retries=settings.RETRIES)
        if previous is not None:
            previous >> task
        previous = task
