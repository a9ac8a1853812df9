from flows import make_flow

first = make_flow("first_flow", 1)
second = make_flow("second_flow", 2)
