"""Look at pages as people will: shots in widths, themes and languages, and a list of what is wrong with them.

python tools/look.py http://127.0.0.1:8000 /settings/ /clients/ --as anna@butler.example --out /tmp/shots
python tools/look.py http://127.0.0.1:8000 /account/login/ --widths 390 --themes dark --languages en
"""

import argparse
import itertools
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from butler.desk.tests.browser import NoChromium, Visit, chromium, visit


def main() -> int:
    """Shoot every page in every way asked for; 1 when something is wrong with any of them."""
    wanted = _arguments()
    wanted.out.mkdir(parents=True, exist_ok=True)
    try:
        with chromium() as browser, visit(browser, wanted.base) as visiting:
            if wanted.email:
                visiting.sign_in(wanted.email, wanted.password)
            wrong = sum(_look(visiting, wanted, language) for language in wanted.languages)
            if wanted.email:
                visiting.speak(wanted.languages[0])
    except NoChromium as missing:
        print(missing, file=sys.stderr)
        return 2
    print(f"{wrong or 'no'} objections; shots in {wanted.out}")
    return 1 if wrong else 0


def _look(visiting: Visit, wanted: argparse.Namespace, language: str) -> int:
    visiting.speak(language)
    visiting.complaints.clear()
    wrong = 0
    for path, theme, width in itertools.product(wanted.paths, wanted.themes, wanted.widths):
        visiting.paint(theme)
        visiting.resize(width)
        visiting.open(path)
        shot = wanted.out / f"{_name(path)}-{language}-{theme}-{width}.png"
        visiting.page.screenshot(path=shot, full_page=not wanted.fold)
        objections = visiting.objections()
        wrong += len(objections)
        print(f"{'ok' if not objections else '!!'} {path} {language} {theme} {width}  {shot.name}")
        for objection in objections:
            print(f"   {objection}")
    return wrong


def _name(path: str) -> str:
    return re.sub(r"\W+", "-", path).strip("-") or "day"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="address of a running house")
    parser.add_argument("paths", nargs="+", help="pages, such as / or /clients/")
    parser.add_argument("--as", dest="email", help="sign in as this colleague; without it, look as a stranger")
    parser.add_argument(
        "--password", default=os.environ.get("BUTLER_LOOK_PASSWORD", ""), help="or BUTLER_LOOK_PASSWORD"
    )
    parser.add_argument("--out", type=Path, default=Path("shots"), help="folder for the shots (default shots)")
    parser.add_argument("--widths", type=int, nargs="+", default=[1440, 390])
    parser.add_argument("--themes", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    parser.add_argument("--languages", nargs="+", choices=["ru", "en"], default=["ru"])
    parser.add_argument("--fold", action="store_true", help="only what is seen without scrolling")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
