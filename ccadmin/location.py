"""Which tenant a command works on: option, variable, project file, user file, default, in order.

`--db PATH` > `CCADMIN_DB` > `--tenant NAME` > `CCADMIN_TENANT` > `ccadmin.toml` in this folder or
one above > the user's `config.toml` > the tenant `default` in the user's data folder.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ccadmin.errors import RuleError, StoreError

DEFAULT_TENANT: Final = "default"
SUFFIX: Final = ".db"
_LONGEST_NAME: Final = 64


@dataclass(frozen=True, slots=True)
class Location:
    """A tenant's file, and how it was found.

    `named` is false only for the default tenant that nobody asked for: its first use creates it.
    `overrules` says that a `--tenant` was given and does not count, and why.
    """

    path: Path
    source: str
    named: bool = True
    overrules: str | None = None


def locate(db: str | None, tenant: str | None) -> Location:
    """Find the tenant's file by the order above; the file itself need not exist.

    Raises:
        RuleError: a tenant name that is no file name, or a settings file that cannot be read.
    """
    if db is not None:
        return _by_path(_not_empty("--db", db), "--db", tenant)
    if path := os.environ.get("CCADMIN_DB"):
        return _by_path(path, "CCADMIN_DB", tenant)
    if tenant is not None:
        return Location(tenant_path(tenant), "--tenant")
    if name := os.environ.get("CCADMIN_TENANT"):
        return Location(tenant_path(name), "CCADMIN_TENANT")
    for settings in (_project_settings(), config_folder() / "config.toml"):
        if settings and (found := _from_settings(settings)):
            return found
    return Location(tenant_path(DEFAULT_TENANT), "the default tenant", named=False)


def tenant_path(name: str) -> Path:
    """Where the tenant of that name is kept in the user's data folder.

    Raises:
        RuleError: the name is empty, too long, or would leave the folder.
    """
    plain = name.strip()
    unsafe = plain.startswith(".") or any(c in plain for c in "/\\\0") or not plain.isprintable()
    if not plain or unsafe or len(plain) > _LONGEST_NAME:
        raise RuleError(
            "tenant-name",
            f'tenant name "{name}" cannot be a file name',
            hint="use letters, digits and dashes, or name a file with --db PATH",
        )
    return data_folder() / f"{plain}{SUFFIX}"


def make_data_folder() -> Path:
    """The folder of the user's tenants, made private to the user when it is not there.

    Raises:
        StoreError: it cannot be made.
    """
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise StoreError(
            "folder-unwritable",
            f'cannot make the data folder "{folder}": {problem.strerror}',
            hint="name another with CCADMIN_DATA, or a file with --db PATH",
        ) from problem
    return folder


def data_folder() -> Path:
    """The folder of the user's tenants (`CCADMIN_DATA` or the platform's data folder)."""
    if folder := os.environ.get("CCADMIN_DATA"):
        return Path(folder)
    from platformdirs import user_data_path

    return user_data_path("ccadmin")


def config_folder() -> Path:
    """The folder of the user's own settings file."""
    from platformdirs import user_config_path

    return user_config_path("ccadmin")


def _by_path(path: str, source: str, tenant: str | None) -> Location:
    overrules = None if tenant is None else f'--tenant "{tenant}" does not count beside {source}'
    return Location(Path(path), source, overrules=overrules)


def _not_empty(option: str, text: str) -> str:
    """Refuse an empty path: an unset variable of a shell script must not mean the default tenant."""
    if not text:
        raise RuleError(
            "empty-path", f"{option} is empty", hint=f"name a file, or leave {option} out"
        )
    return text


def _project_settings() -> Path | None:
    try:
        here = Path.cwd()
    except FileNotFoundError:  # somebody deleted the folder under the shell
        return None
    return next(
        (f for d in (here, *here.parents) if (f := d / "ccadmin.toml").is_file()),
        None,
    )


def _from_settings(path: Path) -> Location | None:
    if not path.is_file():
        return None
    import tomllib

    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise RuleError(
            "settings-unreadable",
            f'cannot read settings "{path}": {problem}',
            hint='a settings file holds db = "PATH" or tenant = "NAME", as TOML',
        ) from problem
    unknown = sorted(settings.keys() - {"db", "tenant"})
    wrong = [key for key in ("db", "tenant") if not isinstance(settings.get(key, ""), str)]
    if unknown or wrong:
        raise RuleError(
            "settings-unknown",
            f'settings "{path}": {", ".join(unknown or wrong)} is not understood',
            hint='a settings file holds db = "PATH" or tenant = "NAME"',
        )
    if db := settings.get("db"):
        return Location(path.parent / db, str(path))
    if name := settings.get("tenant"):
        return Location(tenant_path(name), str(path))
    return None
