DAG_NAME = "spaces"
TASK = "only"
