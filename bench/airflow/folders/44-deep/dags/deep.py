from airflow.sdk import DAG
from level0 import make

with DAG("deep", schedule=None) as dag:
    make("deep")
