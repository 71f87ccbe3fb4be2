"""How fast the model is here, measured and shown on the Settings page. Entry: `BenchSection`, in .view."""
