from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from sensors.files import FileReady

with DAG("waits", schedule="0 8 * * MON") as dag:
    FileReady(task_id="wait", path="/in") >> EmptyOperator(task_id="go")
