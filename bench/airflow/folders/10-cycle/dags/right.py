import left

NAME = "right_of_" + left.NAME
