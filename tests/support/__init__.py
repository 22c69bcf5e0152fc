"""What several tests share: running assignment cells quickly, and reading tests/answers/."""
