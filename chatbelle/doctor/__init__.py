"""Examines this machine and says what would be slow or broken. Entry: `examine`, in chatbelle.doctor.checkup."""
