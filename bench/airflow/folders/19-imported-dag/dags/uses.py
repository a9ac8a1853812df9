from base_dag import shared_dag
from airflow.providers.standard.operators.empty import EmptyOperator

EmptyOperator(task_id="added", dag=shared_dag)
