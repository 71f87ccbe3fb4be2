"""Runs a model and streams its answers. Entry: `open_engine`, in chatbelle.engine.opening."""
