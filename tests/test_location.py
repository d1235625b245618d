"""Which tenant a command works on: the order, each place, and what cannot be a place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from ccadmin.errors import RuleError, StoreError
from ccadmin.location import Location, config_folder, data_folder, locate, make_data_folder

PLACES: Final = ("--db", "CCADMIN_DB", "--tenant", "CCADMIN_TENANT", "project", "user")
"""From the strongest to the weakest; below them all is the default tenant."""


@pytest.mark.parametrize("strongest", range(len(PLACES) + 1))
def test_the_strongest_place_that_is_given_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strongest: int
) -> None:
    given = set(PLACES[strongest:])
    if "CCADMIN_DB" in given:
        monkeypatch.setenv("CCADMIN_DB", "variable.db")
    if "CCADMIN_TENANT" in given:
        monkeypatch.setenv("CCADMIN_TENANT", "variable")
    if "project" in given:
        (tmp_path / "ccadmin.toml").write_text('db = "project.db"', encoding="utf-8")
    if "user" in given:
        _user_settings('tenant = "user"')

    found = locate(
        "option.db" if "--db" in given else None, "option" if "--tenant" in given else None
    )

    data = tmp_path / "data"
    expected = (
        (Path("option.db"), "--db"),
        (Path("variable.db"), "CCADMIN_DB"),
        (data / "option.db", "--tenant"),
        (data / "variable.db", "CCADMIN_TENANT"),
        (tmp_path / "project.db", str(tmp_path / "ccadmin.toml")),
        (data / "user.db", str(config_folder() / "config.toml")),
        (data / "default.db", "the default tenant"),
    )[strongest]
    assert (found.path, found.source) == expected
    assert found.named == (strongest < len(PLACES))


def test_a_project_file_above_this_folder_counts_and_the_nearest_one_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    (tmp_path / "ccadmin.toml").write_text('db = "outer.db"', encoding="utf-8")
    outer = locate(None, None).path
    (tmp_path / "a" / "ccadmin.toml").write_text('db = "sub/near.db"', encoding="utf-8")

    assert (outer, locate(None, None).path) == (
        tmp_path / "outer.db",
        tmp_path / "a" / "sub" / "near.db",
    )


def test_settings_that_say_nothing_leave_it_to_the_next_place(tmp_path: Path) -> None:
    (tmp_path / "ccadmin.toml").write_text("# nothing yet\n", encoding="utf-8")
    _user_settings('tenant = "user"')

    assert locate(None, None).path == tmp_path / "data" / "user.db"


def test_an_empty_variable_counts_as_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CCADMIN_DB", "CCADMIN_TENANT"):
        monkeypatch.setenv(name, "")

    assert locate(None, None) == Location(
        tmp_path / "data" / "default.db", "the default tenant", named=False
    )


def test_a_path_overrules_a_name_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert locate("a.db", "shop") == Location(
        Path("a.db"), "--db", overrules='--tenant "shop" does not count beside --db'
    )
    monkeypatch.setenv("CCADMIN_DB", "b.db")
    assert locate(None, "shop").overrules == '--tenant "shop" does not count beside CCADMIN_DB'


def test_a_folder_that_was_deleted_under_the_shell_has_no_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert locate(None, None).source == "the default tenant"


@pytest.mark.parametrize(
    "name", ["", "  ", ".", "..", ".hidden", "a/b", "a\\b", "a\0b", "a\nb", "\x1b[2J", "x" * 65]
)
def test_a_name_that_could_leave_the_folder_is_refused(name: str) -> None:
    with pytest.raises(RuleError) as caught:
        locate(None, name)

    assert caught.value.code == "tenant-name"


@pytest.mark.parametrize("name", ["shop", "Магазин 2", "x" * 64, " trimmed "])
def test_any_other_name_is_a_file_in_the_data_folder(tmp_path: Path, name: str) -> None:
    assert locate(None, name).path == tmp_path / "data" / f"{name.strip()}.db"


def test_an_empty_path_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        locate("", None)

    assert caught.value.code == "empty-path"


@pytest.mark.parametrize("text", ["db = ", 'db = "a"\ndb = "b"', "zone = 1", "db = 5"])
def test_settings_that_are_not_understood_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ccadmin.toml").write_text(text, encoding="utf-8")

    with pytest.raises(RuleError) as caught:
        locate(None, None)

    assert caught.value.code in {"settings-unreadable", "settings-unknown"}
    assert str(tmp_path / "ccadmin.toml") in caught.value.message
    assert caught.value.hint is not None


def test_without_a_variable_the_data_folder_is_that_of_the_platform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCADMIN_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("HOME", str(tmp_path))

    assert tmp_path in data_folder().parents


def test_the_data_folder_is_made_once_and_private(tmp_path: Path) -> None:
    assert make_data_folder() == make_data_folder() == tmp_path / "data"
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_a_data_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CCADMIN_DATA", str(tmp_path / "file" / "data"))

    with pytest.raises(StoreError) as caught:
        make_data_folder()

    assert caught.value.code == "folder-unwritable"


def _user_settings(text: str) -> None:
    config_folder().mkdir(parents=True, exist_ok=True)
    (config_folder() / "config.toml").write_text(text, encoding="utf-8")
