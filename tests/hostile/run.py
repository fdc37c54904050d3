"""What hostile sources become: every format is written, the source comes back byte for byte, no
page gets an element, a handler or an address of the source's making, no message holds a character
a terminal obeys.

usage: run.py HUIBAO"""

import html.parser
import json
import pathlib
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

SOURCES = sorted((ROOT / "tests/hostile").glob("*.txt"))
PLAIN = ROOT / "tests/golden/numbered"
LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href")
# Elements that run, load or move something: a page has as many of them as any other page.
ACTIVE = ("script", "style", "iframe", "object", "embed", "link", "meta", "base", "form", "img",
          "svg", "math", "title", "head", "body", "html")


class Page(html.parser.HTMLParser):
    """The active elements, handlers and addresses of a page."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.counts = dict.fromkeys(ACTIVE, 0)
        self.handlers, self.addresses = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in self.counts:
            self.counts[tag] += 1
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(f"{tag} {name}")
            if name in LINKS:
                self.addresses.append("".join((value or "").split()).lower())


def has_controls(text):
    return any(ord(c) < 0x20 and c not in "\t\n" or 0x7F <= ord(c) < 0xA0 or
               0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in text)


def check_page(check, name, text, plain):
    page = Page(text)
    check.equal(page.counts, plain.counts, f"{name}: active elements of the page")
    check.equal(page.handlers, [], f"{name}: handlers in the page")
    bad = [a for a in page.addresses if ":" in a.split("/")[0] or "hostile.invalid" in a]
    check.equal(bad, [], f"{name}: addresses in the page")


def check_source(check, huibao, source, out, plain):
    name = source.name
    stem = out / "out"
    status, printed, err = run([huibao, "build", "-o", stem, source])
    check.that(status in (0, 1), f"{name}: exit status {status}: {err.decode()}")
    check.that(not has_controls((printed + err).decode()), f"{name}: controls in messages")
    xml = stem / "xml" / (source.stem + ".xml")
    status, got, err = run([huibao, "restore", xml])
    check.that(status == 0 and got == source.read_bytes(), f"{name}: not restored")
    status, _, err = run([huibao, "validate", "-q", xml])
    check.equal((status, err), (0, b""), f"{name}: not valid")
    check_page(check, name, (stem / "html" / (source.stem + ".html")).read_text(), plain)
    status, text, _ = run([huibao, "convert", "-t", "json", source])
    data = json.loads(text)
    written = (stem / "yaml" / (source.stem + ".yaml")).read_text()
    check.that(yaml.safe_load(written) == data, f"{name}: YAML and JSON differ")


def main():
    check = Check()
    huibao = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        source = sorted(PLAIN.glob("*.txt"))[0]
        run([huibao, "build", "-q", "-o", folder, source])
        plain = Page((pathlib.Path(folder) / "html" / (source.stem + ".html")).read_text())
    check.that(len(SOURCES) > 5, "no hostile sources")
    for source in SOURCES:
        with tempfile.TemporaryDirectory() as folder:
            check_source(check, huibao, source, pathlib.Path(folder), plain)
    check.finish()


main()
