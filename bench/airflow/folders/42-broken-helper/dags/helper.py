NAME = "whole"
def broken(:
    pass
