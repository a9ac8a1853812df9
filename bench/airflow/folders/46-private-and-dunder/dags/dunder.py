import package
from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG(f"dunder_{package.__version__.replace('.', '_')}", schedule=None, doc_md=package.__doc__) as dag:
    EmptyOperator(task_id=package._name)
    EmptyOperator(task_id=package.inner.NAME)
