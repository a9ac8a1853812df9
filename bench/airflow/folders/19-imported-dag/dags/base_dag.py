from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

shared_dag = DAG("shared_dag", schedule="@monthly")
EmptyOperator(task_id="base", dag=shared_dag)
