from .heatmaps import heatmap, heatmaps
from .picture import Picture

__all__ = ["Picture", "heatmap", "heatmaps"]
