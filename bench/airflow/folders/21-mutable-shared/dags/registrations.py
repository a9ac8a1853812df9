from registry import register

register("one")
register("two")
