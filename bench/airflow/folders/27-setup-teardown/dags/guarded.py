from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator
from clusters import cluster, start_cluster, stop_cluster

with DAG("guarded", schedule=None) as dag:
    begin = start_cluster()
    end = stop_cluster()
    begin >> EmptyOperator(task_id="work") >> end.as_teardown(setups=begin)
    with cluster("second"):
        EmptyOperator(task_id="inner")
