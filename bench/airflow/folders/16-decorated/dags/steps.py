from airflow.sdk import task


@task(retries=2)
def extract():
    return {"a": 1}


@task
def transform(data):
    return data


@task(pool="load", trigger_rule="none_failed")
def load(*parts):
    print(parts)
