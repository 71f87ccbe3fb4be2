"""What a person sees: views are functions of a small state. Entry: `start`, in chatbelle.ui.root."""
