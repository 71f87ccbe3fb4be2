"""How fast a model is on this machine. Entry: `measure`, in chatbelle.bench.measuring."""
