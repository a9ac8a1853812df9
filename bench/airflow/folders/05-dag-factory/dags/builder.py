from datetime import datetime

from airflow.sdk import DAG
from airflow.providers.standard.operators.python import PythonOperator


def work(region):
    print(region)


def build(region, cron):
    dag = DAG(f"sales_{region}", schedule=cron, start_date=datetime(2025, 1, 1), catchup=True, max_active_runs=2)
    extract = PythonOperator(task_id="extract", python_callable=work, op_kwargs={"region": region}, dag=dag)
    load = PythonOperator(task_id="load", python_callable=work, op_kwargs={"region": region}, dag=dag)
    extract >> load
    return dag
