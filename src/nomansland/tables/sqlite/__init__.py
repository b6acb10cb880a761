"""Django's SQLite backend on a build of SQLite that is safe with several writers."""
