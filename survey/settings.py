"""Where the survey keeps its data and listens, from the environment; all faults at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from templates.languages import LANGUAGES as SPOKEN
from templates.languages import N_

DATABASE = "hailong.sqlite3"
KEYS = "keys.json"
RESTORATIONS = "restored.json"
BACKUP_KEY = "backup-key.txt"
BACKUPS = "backups"
LANGUAGES = "languages"
REPORT_FILES = "report-files"

_LAST_PORT = 65535
_MOST_PROXIES = 5


@dataclass(frozen=True)
class Settings:
    """What differs between two installations."""

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = 8080  # 0: any free one
    proxies: int = 0  # of the office, whose word for where a request came from is believed

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.data / DATABASE

    @property
    def restorations(self) -> Path:
        """The file of copies that were put back after a month had ended."""
        return self.data / RESTORATIONS

    @property
    def keys(self) -> Path:
        """The file of keys."""
        return self.data / KEYS

    @property
    def backup_key(self) -> Path:
        """The file of the public key for which copies are encrypted; it may be missing."""
        return self.data / BACKUP_KEY

    @property
    def backups(self) -> Path:
        """The folder of copies that are kept by the day, unless another one is named."""
        return self.data / BACKUPS

    @property
    def report_files(self) -> Path:
        """The folder of files of published reports, which can all be made again."""
        return self.data / REPORT_FILES

    @property
    def languages(self) -> Path:
        """The folder of what an office adds to languages; it may be missing."""
        return self.data / LANGUAGES


@dataclass(frozen=True)
class SettingFault:
    """One setting that cannot be used: `rule` is a sentence, to be translated."""

    name: str
    rule: str
    allowed: str


class BadSettings(Exception):
    """Some settings cannot be used; `faults` are all of them."""

    def __init__(self, faults: tuple[SettingFault, ...]) -> None:
        super().__init__(", ".join(fault.name for fault in faults))
        self.faults = faults


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings; a variable that is unset or empty leaves what is usual."""
    usual = Settings()
    faults: list[SettingFault] = []
    _check_language(environ, faults)
    settings = Settings(
        data=Path(environ.get("HAILONG_DATA") or usual.data),
        host=environ.get("HAILONG_HOST") or usual.host,
        port=_number(environ, "HAILONG_PORT", usual.port, range(_LAST_PORT + 1), faults),
        proxies=_number(
            environ, "HAILONG_PROXIES", usual.proxies, range(_MOST_PROXIES + 1), faults
        ),
    )
    if faults:
        raise BadSettings(tuple(faults))
    return settings


def _number(
    environ: Mapping[str, str],
    name: str,
    usual: int,
    allowed: range,
    faults: list[SettingFault],
) -> int:
    text = environ.get(name, "").strip()
    if not text:
        return usual
    if text.isascii() and text.isdigit() and len(text) < 10 and int(text) in allowed:
        return int(text)
    rule = N_("%(name)s must be a whole number within %(allowed)s.")
    faults.append(SettingFault(name, rule, f"{allowed[0]}-{allowed[-1]}"))
    return usual


def _check_language(environ: Mapping[str, str], faults: list[SettingFault]) -> None:
    # The terminal speaks before anything is read, so it takes the language from the environment.
    if environ.get("HAILONG_LANGUAGE", "") not in ("", *SPOKEN):
        rule = N_("%(name)s must be one of %(allowed)s.")
        faults.append(SettingFault("HAILONG_LANGUAGE", rule, ", ".join(SPOKEN)))
