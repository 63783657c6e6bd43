"""The weekly digest of what is due, by mail to the role mailboxes of coordinators."""
