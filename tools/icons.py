"""Make the icon sprite from the lucide-static package.

npm pack lucide-static@1.62.0 && tar xzf lucide-static-1.62.0.tgz
python tools/icons.py package/icons                # the same names again
python tools/icons.py package/icons tent sailboat  # and two more
"""

import re
import sys
from pathlib import Path

SPRITE = Path(__file__).parent.parent / "src/butler/desk/static/desk/icons.svg"
NOTE = "<!-- Lucide 1.62.0, ISC licence (vendor/LICENSE-lucide.txt). Made by tools/icons.py -->"


def main(icons: Path, wanted: list[str]) -> None:
    """Write every known and wanted icon, in order of name, into one sprite."""
    known = re.findall(r'id="i-([a-z0-9-]+)"', SPRITE.read_text()) if SPRITE.exists() else []
    names = sorted({*known, *wanted})
    symbols = "\n".join(symbol(name, (icons / f"{name}.svg").read_text()) for name in names)
    SPRITE.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{NOTE}\n{symbols}\n</svg>\n')
    print(f"{len(names)} icons, {SPRITE.stat().st_size} bytes")


def symbol(name: str, drawing: str) -> str:
    """Keep the shapes; stroke and colour come from the page (svg.i)."""
    shapes = " ".join(drawing.split(">", 2)[2].rsplit("</svg>", 1)[0].split())
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{shapes}</symbol>'


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
