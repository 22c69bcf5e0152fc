"""A class list of your own: a CSV file with the columns id, first_name, last_name and email."""

from attention_course.lms.system import System


class Plain(System):
    name = "plain"
    title = "a list of your own"
    class_list = "a CSV file with the columns `id,first_name,last_name,email`"
    columns = {name: (name,) for name in ("id", "first_name", "last_name", "email", "username", "number", "lms_id")}
    telling = (frozenset({"id"}),)
