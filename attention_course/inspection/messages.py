"""What the inspection of pictures says to students: in messages.toml beside this file."""

from attention_course.catalogue import Catalogue

sentence = Catalogue("attention_course.inspection")
