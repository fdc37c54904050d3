"""Second opinions on what is written: xmllint on the XML, ajv on the JSON and on the YAML as
another parser reads it, and both against each other.

usage: check.py HUIBAO xml|json AJV-FOLDER"""

import json
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run, skip  # noqa: E402


def build(check, huibao, folder):
    """Converts the seeds and every source of the goldens."""
    for name, sources in (("seeds", ROOT / "seeds"), ("golden", ROOT / "tests/golden")):
        status, _, err = run([huibao, "build", "-q", "-o", folder / name, sources])
        check.that(status in (0, 1), f"build: exit status {status}: {err.decode()}")


def find(folder, form):
    return sorted(folder.glob(f"*/{form}/**/*.{form}"))


def check_xml(check, folder):
    if shutil.which("xmllint") is None:
        skip("no xmllint")
    paths = find(folder, "xml")
    check.that(len(paths) > 5, "next to nothing was built")
    status, _, err = run(["xmllint", "--noout", "--nonet", "--schema",
                          ROOT / "schemas/report.xsd", *paths])
    check.that(status == 0, err.decode())


def check_json(check, folder, ajv):
    if shutil.which("node") is None or not (ajv / "node_modules/ajv").is_dir():
        skip("no node, or no ajv in build/ajv; scripts/test gets it")
    try:
        import yaml
    except ImportError:
        skip("no PyYAML")
    paths = find(folder, "json")
    check.that(len(paths) > 5, "next to nothing was built")
    for path in paths:
        other = path.parents[len(path.relative_to(folder).parts) - 2] / "yaml" / \
            path.relative_to(folder / path.relative_to(folder).parts[0] / "json")
        text = other.with_suffix(".yaml").read_text(encoding="utf-8")
        # SafeLoader reads unquoted dates, numbers and yes/no as what they look like.
        data = yaml.load(text, Loader=yaml.SafeLoader)
        check.that(data == json.loads(path.read_text(encoding="utf-8")),
                   f"{path.name}: YAML and JSON are not the same data")
        check.that("\\u" not in text and "\\x" not in text.replace("\\x85", ""),
                   f"{other.name}: escaped characters")
        path.with_suffix(".yaml.json").write_text(json.dumps(data, default=str))
    status, out, err = run(["node", ROOT / "tests/opinion/validate.js", ajv,
                            ROOT / "schemas/report.schema.json", *find(folder, "json")])
    check.that(status == 0, (out + err).decode())


def main():
    check = Check()
    huibao, what, ajv = sys.argv[1:4]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        build(check, huibao, folder)
        if what == "xml":
            check_xml(check, folder)
        else:
            check_json(check, folder, pathlib.Path(ajv))
    check.finish()


main()
