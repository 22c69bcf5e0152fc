"""The language model that lesson 11 trains and takes apart, in NumPy, with its gradients by hand."""

from .model import Plan, loss_and_gradients, new_weights, positions, predict

__all__ = ["Plan", "loss_and_gradients", "new_weights", "positions", "predict"]
