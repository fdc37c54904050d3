"""--timeout: a source that takes longer is told and not written, whole or in part, and the others
are. The clock is one of ours (tests/cli/clock.c) on which every look takes a second, so that a
source's time grows with its size and nothing else.

usage: timeout.py HUIBAO CLOCK"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

TEXT = "临江区双拥工作汇报\n一、加强领导。召开会议3次。\n"
# Asks for the report's whole text again and again.
TEMPLATE = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/"><p><xsl:for-each select="(//*)[position() &lt; 50]">
<b><xsl:value-of select="string-length(/)"/></b></xsl:for-each></p></xsl:template></xsl:stylesheet>
"""
ITEM = "二是走访慰问驻区部队{}次,投入资金{}万元。\n"


class Place:
    def __init__(self, huibao, clock, folder):
        self.huibao, self.clock, self.folder = huibao, clock, folder
        (folder / "in").mkdir()
        for name in "ac":
            (folder / f"in/{name}.txt").write_text(TEXT, encoding="utf-8")
        (folder / "in/b.txt").write_text(
            TEXT + "".join(ITEM.format(n, n + 7) for n in range(20000)), encoding="utf-8")

    def call(self, *words):
        status, out, err = run([self.huibao, *words], cwd=self.folder,
                               env={"LD_PRELOAD": str(self.clock)})
        return status, out, err.decode()

    def made(self):
        return sorted(str(p.relative_to(self.folder / "out")) for p in (self.folder / "out").rglob("*")
                      if p.is_file() and ".huibao" not in p.parts)


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        place = Place(sys.argv[1], sys.argv[2], pathlib.Path(name))
        formats = ("xml", "json", "html", "csv", "yaml")
        for format_ in formats:
            words = ["convert", "-q", "-t", format_, "--timeout=28", "-o", "result"]
            status, _, err = place.call(*words, "in/a.txt")
            check.that(status == 0 and (place.folder / "result").is_file(),
                       f"{format_}: a small source: {status} {err}")
            (place.folder / "result").unlink()
            status, _, err = place.call(*words, "in/b.txt")
            check.that(status == 3 and err == "b.txt: error: stopped before the end [timed-out]\n",
                       f"{format_}: a large source: {status} {err}")
            check.equal(sorted(p.name for p in place.folder.iterdir()), ["in"], "something is left")
            status, out, err = place.call(*words[:-2], "in/b.txt")
            check.that(status == 3 and out == b"", f"{format_}: half of it was written: {out[:99]}")
        (place.folder / "d.txt").write_text(
            TEXT + "".join(ITEM.format(n, n + 7) for n in range(50)), encoding="utf-8")
        (place.folder / "own.xsl").write_text(TEMPLATE)
        words = ["convert", "-q", "-t", "html", "--template=./own.xsl", "d.txt"]
        status, out, err = place.call(*words, "--timeout=28")
        check.that(status == 3 and out == b"" and
                   err == "d.txt: error: stopped before the end [timed-out]\n",
                   f"a template: {status} {err}")
        status, out, err = place.call(*words, "--timeout=99999")
        check.that(status == 0 and b"</b></p>" in out, f"a template with time: {status} {err}")
        for jobs in (1, 2):
            status, _, err = place.call("build", "--show=never", f"-j{jobs}", "-f", "xml,csv",
                                        "--timeout=28", "-o", "out", "in")
            check.that(status == 3 and "b.txt: error: stopped before the end [timed-out]" in err and
                       err.count("[") == 1 and "2 of 3 sources" in err, f"build: {status} {err}")
            made = place.made()
            check.that(any(p.endswith("a.xml") for p in made) and
                       any(p.endswith("c.csv") for p in made), f"the others: {made}")
            check.that(not any("b." in p or ".tmp" in p for p in made), f"the large one: {made}")
        # It is not forgotten: with time enough it is converted, the others are unchanged.
        status, _, err = place.call("build", "--show=never", "-f", "xml,csv", "--timeout=99999",
                                    "-o", "out", "in")
        check.that(status == 0 and "(2 unchanged)" in err and "xml/b.xml" in place.made(),
                   f"again, with time: {status} {err}")
        for words, text in ((["build", "--timeout=0", "in"], "not a number"),
                            (["convert", "--timeout=1x", "in/a.txt"], "not a number"),
                            (["convert", "--progress=hadoop", "in/a.txt"], "--records")):
            status, _, err = place.call(*words)
            check.that(status == 2 and text in err, f"{words}: {status} {err}")
    check.finish()


main()
