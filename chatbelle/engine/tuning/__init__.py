"""Finds out how a model runs fastest on this machine. Entries: `Calibration`, and `tuning_for` in .deciding."""
