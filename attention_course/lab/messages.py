"""What the workspace and its commands say to students; the sentences are in messages.toml beside this file."""

from attention_course.catalogue import Catalogue

sentence = Catalogue("attention_course.lab")
