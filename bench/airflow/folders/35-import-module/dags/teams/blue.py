TASK = "blue_task"
