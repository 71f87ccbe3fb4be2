"""Which models there are on this machine. Entry: `builtin_model`, in chatbelle.library.builtin."""
