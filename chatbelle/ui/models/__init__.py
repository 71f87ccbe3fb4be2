"""The page on which models are had, kept and removed. Entry: `ModelsPage`, in chatbelle.ui.models.page."""
