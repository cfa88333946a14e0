"""Since when browsers have what the pages use, and the floor that it is held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SUPPORT_FILE = Path(__file__).parent / "support.tsv"


@dataclass(frozen=True)
class Support:
    """Where a fact is from, and the first versions of Chrome, Firefox and Safari of phones."""

    path: str
    versions: tuple[float, ...]

    def is_newer_than(self, floor: tuple[float, ...]) -> bool:
        """Tell whether a browser of the floor may lack it."""
        return any(one > least for one, least in zip(self.versions, floor, strict=True))


def read_support() -> dict[str, Support]:
    """Return the support of each thing that is used, by its name."""
    rows = [line.split("\t") for line in SUPPORT_FILE.read_text("utf-8").splitlines()]
    return {
        name: Support(path, tuple(map(float, versions)))
        for name, path, *versions in (row for row in rows if not row[0].startswith("#"))
    }


def written(support: Mapping[str, Support], version: str) -> str:
    """Return the file of all support, as it is kept."""
    head = (
        f"# Facts of @mdn/browser-compat-data {version} (CC0); see tests/floor/renew.py.\n"
        "# use\tentry\tChrome and WebView for Android\tFirefox for Android\tSafari on iOS\n"
    )
    rows = (
        "\t".join([name, one.path, *(f"{number:g}" for number in one.versions)])
        for name, one in sorted(support.items())
    )
    return head + "".join(f"{row}\n" for row in rows)
