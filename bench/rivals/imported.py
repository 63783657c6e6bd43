"""The bare application, that imports the mapper and the driver too, and uses neither."""

import psycopg
import sqlalchemy.orm

from bench.rivals.constant import app

__all__ = ["app", "psycopg", "sqlalchemy"]
