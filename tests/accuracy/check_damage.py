"""What damage costs: scores on annotated sources as they are, with each damage of damage.py, and of
collections that join.py makes of them.

usage: check_damage.py HUIBAO SET [DAMAGE...] [--table]      SET: seeds, corpus/dev, corpus/test

Fails where a damage costs more than floors.json allows. --table prints rows for docs/accuracy.md."""

import json
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402
from damage import DAMAGES, Edit  # noqa: E402
from join import STYLES, Report, join  # noqa: E402

HERE = ROOT / "tests/accuracy"
FIGURES = ["report count right", "characters labelled right", "noise removal F1",
           "heading F1 (place and level)",
           "quantity F1 (span, value, unit, bound)", "date F1", "metadata fields right"]
COLLECTIONS = 12  # of each style, of two to four reports


def read_set(folder, sources):
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text())
        yield path.stem, (sources / gold["source"]).read_bytes().decode().lstrip("\ufeff"), gold


def damaged(name, folder, sources):
    for stem, text, gold in read_set(folder, sources):
        edit = Edit(text, gold)
        if name in DAMAGES:
            DAMAGES[name](edit, random.Random(f"{name} {stem}"))
        yield stem, *edit.apply()


def joined(style, folder, sources):
    reports = [r for r in (Report(text, gold) for _, text, gold in read_set(folder, sources))
               if r.fits and not (r.ran_in and style.startswith("…"))]
    chance, deck = random.Random(style), []
    for number in range(COLLECTIONS):
        size = chance.choice([2, 3, 4])
        if len(deck) < size:
            deck = chance.sample(reports, len(reports))  # none comes more often than another
        picked, deck = deck[:size], deck[size:]
        yield f"{number:02}", *join(picked, style)


def lay_out(name, folder, sources, scratch):
    """The sources to be scored, and their gold."""
    (scratch / "sources").mkdir(parents=True)
    (scratch / "gold").mkdir()
    for stem, text, gold in (joined if name in STYLES else damaged)(name, folder, sources):
        gold["source"] = stem + ".txt"
        (scratch / "sources" / gold["source"]).write_bytes(text.encode())
        (scratch / "gold" / (stem + ".json")).write_text(json.dumps(gold))


def score(huibao, name, folder, sources):
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        lay_out(name, folder, sources, scratch)
        run([huibao, "build", "--no-project", "-q", "-f", "xml", "-o", scratch / "out",
             scratch / "sources"])
        out = run([sys.executable, HERE / "score.py", "--json", "--xml", scratch / "out/xml",
                   "--sources", scratch / "sources"] + sorted((scratch / "gold").glob("*.json")))
        return json.loads(out[1])["all"]


def main():
    check = Check()
    huibao, set_name = sys.argv[1:3]
    names = [n for n in sys.argv[3:] if n != "--table"] or [*DAMAGES, *STYLES]
    folder = HERE / set_name
    sources = ROOT / "seeds" if set_name == "seeds" else folder / "sources"
    most = json.loads((HERE / "floors.json").read_text())["damage"]
    whole = score(huibao, "none", folder, sources)
    rows = [("none", whole)]
    for name in names:
        rows.append((name, score(huibao, name, folder, sources)))
        for figure in FIGURES:
            lost = whole[figure] - rows[-1][1][figure]
            check.that(lost <= most.get(name, {}).get(figure, most["any"]),
                       f"{name}: {figure} {rows[-1][1][figure]:.4f}, {lost:.4f} lost")
    for name, figures in rows:
        if "--table" in sys.argv:
            print(f"| {name} | " + " | ".join(f"{figures[f]:.3f}" for f in FIGURES) + " |")
        else:
            print(f"{name:28}" + "".join(f"{figures[f]:8.3f}" for f in FIGURES))
    check.finish()


main()
