import shared.deep.names
import shared.tasks as tasks
from airflow.sdk import DAG

with DAG(shared.deep.names.DAG_NAME, schedule=None) as dag:
    tasks.make(shared.deep.names.TASK)
