"""What several tests share: running assignment cells quickly, and judging the answers of content/."""
