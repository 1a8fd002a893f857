"""The desks at which people sit; Qt lives here and in app."""
