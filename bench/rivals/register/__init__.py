"""The Django application that both services on Django share."""
