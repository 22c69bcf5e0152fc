"""What grading says to students on feedback pages; the sentences are in messages.toml beside this file."""

from attention_course.catalogue import Catalogue

sentence = Catalogue("attention_course.grading")
