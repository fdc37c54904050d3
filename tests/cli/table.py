"""The table of quantities as another reader of CSV sees it: the figures of the JSON, no cell that a
spreadsheet would compute, every text as in the source again once its apostrophe is taken away.

usage: table.py HUIBAO"""

import csv
import io
import json
import pathlib
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

COLUMNS = ["id", "key", "part", "section", "text", "value", "max", "unit", "bound", "of", "per",
           "start", "end", "sentence"]
NUMBERS = {"value", "max", "start", "end"}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def find_quantities(value, found):
    """All quantities of the data, by id."""
    if isinstance(value, list):
        for part in value:
            find_quantities(part, found)
    elif isinstance(value, dict):
        found.update((q["id"], q) for q in value.get("quantities", []))
        for part in value.values():
            find_quantities(part, found)
    return found


def read_rows(check, name, data):
    check.that(data.startswith(b"\xef\xbb\xbf"), f"{name}: no byte order mark")
    text = data.decode("utf-8-sig")
    check.that(text.count("\r\n") == text.count("\n"), f"{name}: a line end that is not CR LF")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    check.equal(rows[0], COLUMNS, f"{name}: the first row")
    check.that(all(len(row) == len(COLUMNS) for row in rows), f"{name}: rows of other lengths")
    return [dict(zip(COLUMNS, row)) for row in rows[1:]]


def plain(text):
    return text[1:] if text.startswith("'") else text


def check_row(check, name, row, quantity):
    where = f"{name}: {row['id']}"
    for column in COLUMNS:
        if column not in NUMBERS:
            check.that(not row[column].startswith(FORMULA), f"{where}: {column} is computed")
    for column in ("key", "text", "unit", "bound", "of", "per"):
        check.equal(plain(row[column]), quantity.get(column, ""), f"{where}: {column}")
    for column in NUMBERS:
        want = str(quantity[column]) if column in quantity else ""
        check.equal(row[column].removesuffix(".0"), want.removesuffix(".0"), f"{where}: {column}")
    check.that(plain(row["text"]) in plain(row["sentence"]), f"{where}: its sentence is another")


def check_source(check, huibao, source):
    name = source.name
    data = json.loads(run([huibao, "convert", "-q", "-t", "json", source])[1], parse_float=str)
    rows = read_rows(check, name, run([huibao, "convert", "-q", "-t", "csv", source])[1])
    quantities = find_quantities(data, {})
    # The data has no figures of headings and signatures.
    shared = [row for row in rows if row["part"] not in ("outline", "signature")]
    check.equal(sorted(row["id"] for row in shared), sorted(quantities), f"{name}: ids")
    for row in shared:
        check_row(check, name, row, quantities[row["id"]])
    return len(rows)


def check_metadata(check, huibao):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "in/某县").mkdir(parents=True)
        source = folder / "in/某县/2018 总结.txt"
        source.write_bytes((ROOT / "tests/golden/numbered/briefing.txt").read_bytes())
        run([huibao, "build", "-q", "-f", "csv,csv-metadata", "-o", folder / "out", folder / "in"])
        path = folder / "out/csv/某县/2018 总结.csv-metadata.json"
        about = json.loads(path.read_text())
        table = path.parent / urllib.parse.unquote(about["url"])
        check.that(table.is_file(), f"the metadata speaks of {about['url']}")
        columns = about["tableSchema"]["columns"]
        check.equal([c["name"] for c in columns], COLUMNS, "columns of the metadata")
        for column in columns:
            check.equal(set(column["titles"]), {"und", "zh", "en"}, f"{column['name']}: titles")
            check.equal(column["datatype"] in ("decimal", "nonNegativeInteger"),
                        column["name"] in NUMBERS, f"{column['name']}: datatype")
        note = next(n for n in about["notes"] if n.get("report") == "r1")
        check.that(note["title"] and note["period"], "the report is described")


def main():
    check = Check()
    huibao = sys.argv[1]
    sources = [*sorted((ROOT / "tests/golden").glob("*/*.txt")),
               *sorted((ROOT / "tests/hostile").glob("*.txt"))]
    count = sum(check_source(check, huibao, source) for source in sources)
    check.that(count > 50, "next to no rows")
    check_metadata(check, huibao)
    status, _, err = run([huibao, "convert", "-t", "csv", "-T", "html", sources[0]])
    check.that(status == 2 and b"without template" in err, "csv through a template")
    check.finish()


main()
