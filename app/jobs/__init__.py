"""Background work, kept in the register's own database: the queue, and the schedules."""
