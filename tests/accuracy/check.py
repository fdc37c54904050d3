"""The scores on annotated sources against their floors (floors.json).

usage: check.py HUIBAO SET [--misses]      SET: seeds, corpus/dev, corpus/test"""

import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

HERE = ROOT / "tests/accuracy"


def check_gold(check, folder, sources, scratch):
    """The gold is what build.py makes of the annotations; nobody edits it by hand."""
    for gold in sorted((folder / "gold").glob("*.json")):
        source = json.loads(gold.read_text())["source"]
        made = scratch / gold.name
        status, out, err = run([sys.executable, HERE / "build.py", sources / source,
                                folder / "annotations" / gold.name, made])
        if check.that(status == 0, f"{gold.name}: {err.decode()}"):
            check.equal(json.loads(made.read_text()), json.loads(gold.read_text()),
                        f"{gold.name} is not what build.py makes of its annotation")


def main():
    check = Check()
    huibao, name = sys.argv[1:3]
    folder = HERE / name
    sources = ROOT / "seeds" if name == "seeds" else folder / "sources"
    gold = sorted((folder / "gold").glob("*.json"))
    floors = json.loads((HERE / "floors.json").read_text())[name]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        check_gold(check, folder, sources, scratch)
        status, _, err = run([huibao, "build", "-q", "-f", "xml", "-o", scratch / "out", sources])
        check.that(status in (0, 1), f"build: exit status {status}: {err.decode()}")
        score = [sys.executable, HERE / "score.py", "--xml", scratch / "out/xml", "--sources",
                 sources]
        print(run(score + [w for w in sys.argv[3:]] + gold)[1].decode())
        figures = json.loads(run(score + ["--json"] + gold)[1])["all"]
    for figure, floor in floors["at least"].items():
        check.that(figures[figure] >= floor, f"{figure}: {figures[figure]:.4f} < {floor}")
    for figure, ceiling in floors["at most"].items():
        check.that(figures[figure] <= ceiling, f"{figure}: {figures[figure]:.4f} > {ceiling}")
    check.finish()


main()
