"""What the data sets say to students: in messages.toml beside this file."""

from attention_course.catalogue import Catalogue

sentence = Catalogue("attention_course.datasets")
