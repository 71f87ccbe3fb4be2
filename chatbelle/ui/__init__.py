"""What a person sees: views are functions of a small state. Entry: `Root`, in chatbelle.ui.root."""
