TASK = "red_task"
