"""Anomaly scores of patches, their comparison over many seeds, and an inspector for a folder of one's own pictures.

    areas = compare_on_surfaces(seeds=20)               # {metric: (seeds, surface and defect)}
    inspector = Inspector.learn("good", size=8)         # a folder of good pictures
    for verdict in inspector.inspect("doubtful"):       # one picture in memory at a time
        print(verdict)
        verdict.heatmap().save(f"{verdict.name}.heat.png")

Lesson 09 builds the scores step by step; here they are for many patches at once.
"""

from attention_course.inspection.comparison import (
    METRICS,
    compare_on_photographs,
    compare_on_surfaces,
    compare_on_three_products,
)
from attention_course.inspection.inspector import Inspector, Verdict

__all__ = [
    "METRICS",
    "Inspector",
    "Verdict",
    "compare_on_photographs",
    "compare_on_surfaces",
    "compare_on_three_products",
]
