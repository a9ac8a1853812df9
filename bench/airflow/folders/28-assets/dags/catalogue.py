from airflow.sdk import Asset

ORDERS = Asset("orders", uri="s3://lake/orders")
ITEMS = Asset("items", uri="s3://lake/items")
EITHER = ORDERS | ITEMS
