"""The examples of docs/templates.md, run as they stand there; templates that are wrong, and
templates that try what they must not, each with its message; what --template takes.

usage: templates.py HUIBAO [--update]      --update writes the outputs into the page again"""

import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

PAGE = ROOT / "docs/templates.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
SHEET = """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:huibao:report:1" xmlns:exsl="http://exslt.org/common"
  xmlns:dyn="http://exslt.org/dynamic" extension-element-prefixes="exsl">
  <xsl:output method="text"/>
  BODY
</xsl:stylesheet>"""
DOUBLE = """<xsl:template match="/" name="d"><xsl:param name="n" select="60"/>
  <xsl:param name="s" select="'ab'"/>
  <xsl:if test="$n &gt; 0"><xsl:call-template name="d"><xsl:with-param name="n" select="$n - 1"/>
  <xsl:with-param name="s" select="concat($s, $s)"/></xsl:call-template></xsl:if></xsl:template>"""
TWICE = """<xsl:template match="/" name="d"><xsl:param name="n" select="60"/>
  <xsl:if test="$n &gt; 0"><xsl:call-template name="d"><xsl:with-param name="n" select="$n - 1"/>
  </xsl:call-template><xsl:call-template name="d"><xsl:with-param name="n" select="$n - 1"/>
  </xsl:call-template></xsl:if></xsl:template>"""


def root(body):
    return f'<xsl:template match="/">{body}</xsl:template>'


# What is tried, and what the message says of it.
REFUSED = [
    (root("""<xsl:value-of select="document('/etc/hostname')"/>"""), "own folder"),
    (root("""<xsl:value-of select="document('../canary.xml')"/>"""), "own folder"),
    (root("""<xsl:value-of select="document('file:///etc/hostname')"/>"""), "own folder"),
    (root("""<xsl:value-of select="document('http://127.0.0.1:9/a.xml')"/>"""), "own folder"),
    (root("""<xsl:value-of select="document(concat('../', 'canary.xml'))"/>"""), "refused"),
    ('<xsl:include href="../canary.xml"/>', "own folder"),
    ('<xsl:include href="http://127.0.0.1:9/a.xsl"/>', "own folder"),
    (root('<exsl:document href="made.txt">x</exsl:document>'), "refused"),
    (root('<xsl:document href="made.txt">x</xsl:document>'), "refused"),
    (root("""<xsl:value-of select="dyn:evaluate('1')"/>"""), "evaluate"),
    ('<xsl:template match="/" name="x"><xsl:call-template name="x"/></xsl:template>', "recursion"),
    (root('<xsl:apply-templates select="/"/>'), "recursion"),
    (DOUBLE, "16 MiB"),
    (TWICE, "limit"),
]
# What is wrong, and where.
WRONG = [
    ("<a>\n  <b></a>", ":6:"),
    (root('\n<xsl:value-of select="(("/>'), "t.xsl:6: "),
    (root('<xsl:call-template name="nobody"/>'), "nobody"),
    ('<xsl:template match="/" name=x/>', "t.xsl:5:32: "),
]


def check_examples(check, huibao, folder, update):
    text = PAGE.read_text()
    command = None

    def take(block):
        nonlocal command
        kind, name, body = block.groups()
        if name:
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(body)
        elif kind == "sh":
            command = body.split()
        elif kind == "output":
            status, out, err = run([huibao, *command[1:]], cwd=folder)
            check.equal((status, err), (0, b""), f"{' '.join(command)}")
            if not update:
                check.equal(out.decode(), body, f"{' '.join(command)}: its output")
            return f"```output\n{out.decode()}```"
        return block[0]

    made = BLOCK.sub(take, text)
    check.that(text.count("```output") == 3, "three examples with their outputs")
    if update:
        PAGE.write_text(made)


def check_sheets(check, huibao, folder):
    (folder / "canary.xml").write_text("<canary>canary</canary>")
    (folder / "own").mkdir()
    for body, wanted in REFUSED + WRONG:
        (folder / "own/t.xsl").write_text(SHEET.replace("BODY", body))
        status, out, err = run([huibao, "convert", "-t", "html", "--template", "own/t.xsl",
                                "report.txt"], cwd=folder)
        said = err.decode()
        check.that(status == 3 and out == b"" and wanted in said and "[template]" in said,
                   f"{body[:80]}: {status} {out[:80]} {said}")
    check.equal([p.name for p in folder.rglob("made.txt")], [], "a template wrote a file")


def check_option(check, huibao, folder):
    """A folder of several templates, a folder of one, a file, a name."""
    run([huibao, "templates", "-q", "--copy", folder / "mine"])
    strings = folder / "mine/html/strings.zh.xml"
    check.that(strings.is_file() and (folder / "mine/data/report.xsl").is_file(), "--copy")
    (folder / "mine/html/report.xsl").write_text(SHEET.replace("BODY", root("mine")))
    plain = run([huibao, "convert", "-t", "json", "report.txt"], cwd=folder)[1]
    for words, wanted in ((["-t", "html", "--template", "mine"], b"mine"),
                          (["-t", "html", "--template", "mine/html"], b"mine"),
                          (["-t", "html", "--template", "html=mine/html"], b"mine"),
                          (["-t", "html", "-T", "mine/html/report.xsl"], b"mine"),
                          (["-t", "json", "--template", "mine"], plain)):
        status, out, err = run([huibao, "convert", *words, "report.txt"], cwd=folder)
        check.equal((status, out), (0, wanted), f"{words}: {err.decode()}")
    status, _, err = run([huibao, "build", "-q", "-o", "out", "--template", "mine", "report.txt"],
                         cwd=folder)
    check.equal((folder / "out/html/report.html").read_bytes(), b"mine",
                f"build --template mine: {err.decode()}")
    for words in (["-T", "nobody"], ["-T", "./nobody.xsl"], ["-T", "html="]):
        status, _, err = run([huibao, "convert", "-t", "html", *words, "report.txt"], cwd=folder)
        check.that(status in (2, 3) and err, f"{words}: a template that is not there")


def main():
    check = Check()
    huibao = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        check_examples(check, huibao, folder, "--update" in sys.argv)
        check_sheets(check, huibao, folder)
        check_option(check, huibao, folder)
    check.finish()


main()
