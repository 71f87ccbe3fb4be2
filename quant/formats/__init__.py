"""The files that checkpoints come in. Each module knows one format and gives bytes or tensors; none knows a model."""
