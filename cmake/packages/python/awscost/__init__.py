"""Loads the SQLite extension awscost, which lies beside this file.

Extension loading is on while the extension is loaded and off afterwards, whatever it was before.

    connection = sqlite3.connect(":memory:")
    awscost.load(connection)
    connection.execute("SELECT awscost_config('connector', 'sandbox')")     # invented costs, nothing is sent
    connection.execute("SELECT service, unblended_cost FROM ce_cost_and_usage('service') LIMIT 5").fetchall()
"""
import pathlib

__all__ = ["load", "loadable_path"]

_MISSING = (
    "The connection cannot load extensions, because its driver was built without enable_load_extension: use Debian's "
    "or Homebrew's python3, build Python with PYTHON_CONFIGURE_OPTS=--enable-loadable-sqlite-extensions (pyenv), or "
    "open the database with the package apsw or pysqlite3-binary.")


def loadable_path() -> str:
    """The path of the extension's file, for hosts that load it by themselves."""
    return str(pathlib.Path(__file__).with_name("awscost.so").resolve())


def load(connection) -> None:
    """Loads the extension into a connection of sqlite3, pysqlite3 or apsw."""
    # The second name of each is that of apsw before 3.41.
    enable = getattr(connection, "enable_load_extension", None) or getattr(connection, "enableloadextension", None)
    load_extension = getattr(connection, "load_extension", None) or getattr(connection, "loadextension", None)
    if enable is None or load_extension is None:
        raise RuntimeError(_MISSING)
    enable(True)
    try:
        load_extension(loadable_path())
    finally:
        enable(False)
