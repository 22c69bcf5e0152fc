"""What figures say, in alt texts, in pictures and in errors: in messages.toml beside this file."""

from attention_course.catalogue import Catalogue

sentence = Catalogue("attention_course.figures")
NOUNS = sentence.tables["nouns"]
