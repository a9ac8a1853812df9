from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from team.names import NAMES
from team import names

with DAG("inside", schedule=None) as dag:
    EmptyOperator(task_id=NAMES[0]) >> EmptyOperator(task_id=names.NAMES[-1])
