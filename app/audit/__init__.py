"""The audit: who changed, was refused or fetched what, sealed in one chain.

To import anything from here puts the recording in place.
"""

from app.audit import recording as recording
