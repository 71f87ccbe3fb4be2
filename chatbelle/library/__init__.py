"""Models: which can be had (catalogue), are here (installed, elsewhere), are sound (health), and fit (fit)."""
