"""Settings from the environment, and all their faults at once."""

from pathlib import Path

import pytest

from survey.settings import BadSettings, Settings, read_settings


def test_without_an_environment_everything_is_as_usual() -> None:
    assert read_settings({}) == Settings(Path("data"), "127.0.0.1", 8080)


def test_an_empty_variable_is_an_unset_one() -> None:
    names = ("HAILONG_DATA", "HAILONG_HOST", "HAILONG_PORT")
    assert read_settings(dict.fromkeys(names, "")) == Settings()


def test_each_variable_sets_its_own(tmp_path: Path) -> None:
    environ = {
        "HAILONG_DATA": str(tmp_path),
        "HAILONG_HOST": "0.0.0.0",  # noqa: S104
        "HAILONG_PORT": " 0 ",
        "HOME": "/root",
    }
    assert read_settings(environ) == Settings(tmp_path, "0.0.0.0", 0)  # noqa: S104


def test_proxies_are_believed_only_as_many_as_are_said() -> None:
    assert read_settings({}).proxies == 0
    assert read_settings({"HAILONG_PROXIES": "2"}).proxies == 2
    with pytest.raises(BadSettings):
        read_settings({"HAILONG_PROXIES": "9"})


def test_the_files_lie_in_the_folder_of_the_data(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    assert settings.database.parent == settings.keys.parent == tmp_path


def test_every_fault_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as refused:
        read_settings({"HAILONG_PORT": "65536", "HAILONG_LANGUAGE": "xx"})
    assert [(fault.name, fault.allowed) for fault in refused.value.faults] == [
        ("HAILONG_LANGUAGE", "vi, en"),
        ("HAILONG_PORT", "0-65535"),
    ]


@pytest.mark.parametrize("port", ["x", "-1", "8080.0", "1e3", "８０８０", "9" * 5000, "0x50"])
def test_a_port_that_is_no_number_is_refused(port: str) -> None:
    with pytest.raises(BadSettings):
        read_settings({"HAILONG_PORT": port})
