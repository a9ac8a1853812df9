from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from conf import PRODUCTION, Stage

with DAG(PRODUCTION.dag_id, schedule=PRODUCTION.cron, default_args=PRODUCTION.default_args()) as dag:
    for stage in Stage:
        EmptyOperator(task_id=stage.value)
    EmptyOperator(task_id=Stage.RAW.name)
