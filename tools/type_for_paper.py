"""Make the type of papers from that of the pages: whole TrueType files, which typst reads, of the parts in woff2.

uv run --with 'fonttools[woff]' python tools/type_for_paper.py
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).parent.parent / "src/butler"
PAGES, PAPERS = ROOT / "desk/static/desk/fonts", ROOT / "reports/papers/fonts"
NAMES = (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409


def main() -> None:
    """Write two weights of Golos Text and three cuts of Spectral."""
    for weight, cut in ((400, "Regular"), (600, "SemiBold")):
        parts = [_golos(part, weight) for part in ("latin", "latin-ext", "cyrillic")]
        _write(parts, f"golos-text-{weight}", "Golos Text", cut, weight)
    for name, cut, weight in (
        ("400-normal", "Regular", 400),
        ("500-normal", "Medium", 500),
        ("400-italic", "Italic", 400),
    ):
        parts = [TTFont(PAGES / f"spectral-{part}-{name}.woff2") for part in ("latin", "cyrillic")]
        _write(parts, f"spectral-{name.removesuffix('-normal')}", "Spectral", cut, weight)


def _golos(part: str, weight: int) -> TTFont:
    """One weight of the variable file."""
    font = instantiateVariableFont(TTFont(PAGES / f"golos-text-{part}-wght-normal.woff2"), {"wght": weight})
    for table in {"STAT", "HVAR", "MVAR"} & set(font.keys()):
        del font[table]
    return font


def _write(parts: list[TTFont], file: str, family: str, cut: str, weight: int) -> None:
    with TemporaryDirectory() as folder:
        paths = [f"{folder}/{number}.ttf" for number in range(len(parts))]
        for part, path in zip(parts, paths, strict=True):
            part.flavor = None
            part.save(path)
        whole = Merger().merge(paths)
    _name(whole, family, cut, weight)
    whole.save(PAPERS / f"{file}.ttf")
    print(file, (PAPERS / f"{file}.ttf").stat().st_size)


def _name(font: TTFont, family: str, cut: str, weight: int) -> None:
    names = font["name"]
    for number in NAMES:
        names.removeNames(nameID=number)
    plain = family if weight == 400 else f"{family} {cut}"
    style = "Italic" if cut == "Italic" else "Regular"
    said = {1: plain, 2: style, 4: f"{family} {cut}", 6: f"{family}-{cut}".replace(" ", ""), 16: family, 17: cut}
    for number, text in said.items():
        names.setName(text, number, WINDOWS, UNICODE, ENGLISH)
    font["OS/2"].usWeightClass = weight


if __name__ == "__main__":
    main()
