"""XML and YAML made to hang or swell the libraries below, or to make them open files: refused with
a message, in bounded time and memory, with nothing opened. All files are made here.

usage: hostile.py HUIBAO [sanitized]"""

import bz2
import gzip
import lzma
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402

SECONDS = 120  # of processor time; a fault takes for ever
MEMORY = 2 << 30  # sanitizers reserve more than that
SPACE = 'xmlns="urn:huibao:report:1"'


def bound(sanitized):
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if not sanitized:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Hostile:
    def __init__(self, check, huibao, folder, sanitized):
        self.check, self.huibao, self.sanitized = check, huibao, sanitized
        self.folder = folder
        self.canary = folder / "canary"
        os.mkfifo(self.canary)  # who opens it waits for ever

    def run(self, arguments, stdin=b""):
        return subprocess.run([self.huibao, *map(str, arguments)], input=stdin, cwd=self.folder,
                              capture_output=True, timeout=600,
                              preexec_fn=lambda: bound(self.sanitized))

    def refuse(self, what, command, want, code, arguments, stdin=b""):
        try:
            done = self.run([command, *arguments], stdin)
        except subprocess.TimeoutExpired:
            self.check.fault(f"{what}: {command} does not end")
            return
        text = done.stderr.decode("utf-8", "backslashreplace")
        self.check.that(done.returncode == want and any(c in text for c in code),
                        f"{what}: {command} ends with {done.returncode}: {text[:300]}")
        self.check.that(command == "validate" or done.stdout == b"",
                        f"{what}: {command} writes {done.stdout[:100]}")

    def xml(self, what, content):
        content = content.encode() if isinstance(content, str) else content
        path = self.folder / "hostile.xml"
        path.write_bytes(content)
        refused = ("[not-well-formed]", "[schema]", "[limit-reached]")
        self.refuse(what, "validate", 1, refused, [path])
        self.refuse(what, "restore", 3, refused, [path])
        self.refuse(what, "restore", 3, refused, ["-"], content)

    def yaml(self, what, content):
        content = content.encode() if isinstance(content, str) else content
        rules = self.folder / "vocabulary"
        rules.mkdir(exist_ok=True)
        for shipped in (ROOT / "schemas/vocabulary").iterdir():
            if not (rules / shipped.name).exists():
                (rules / shipped.name).write_bytes(shipped.read_bytes())
        (rules / "outline.yaml").write_bytes(content)
        self.refuse(what, "convert", 3, ("[vocabulary]", "[limit-reached]"),
                    ["--no-project", "--vocabulary", rules, "-"], "双拥工作汇报\n".encode())
        project = self.folder / ".huibao.yaml"
        project.write_bytes(content)
        large = len(content) > 256 << 10
        self.refuse(f"{what} as project file", "convert", 3 if large else 2,
                    ("[limit-reached]",) if large else ("[project]", "[usage]"), ["-"],
                    "双拥工作汇报\n".encode())
        project.unlink()


def try_entities(hostile):
    canary = hostile.canary.as_uri()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    for what, subset, use in (
            ("billion laughs in text", f'<!ENTITY l0 "ha">{laughs}', "<reports>&l9;</reports>"),
            ("billion laughs in an attribute", f'<!ENTITY l0 "ha">{laughs}',
             '<reports version="&l9;"/>'),
            ("quadratic entity", f'<!ENTITY a "{"a" * 50000}">',
             f"<reports>{'&a;' * 1000}</reports>"),
            ("external entity", f'<!ENTITY x SYSTEM "{canary}">', "<reports>&x;</reports>"),
            ("parameter entity", f'<!ENTITY % x SYSTEM "{canary}">%x;', "<reports/>"),
            ("default attributes", "<!ATTLIST e " + " ".join(f'a{n} CDATA "x"'
                                                           for n in range(2000)) + ">",
             f"<reports>{'<e/>' * 2000}</reports>")):
        hostile.xml(what, f"<!DOCTYPE reports [{subset}]>{use}")
    hostile.xml("external DTD", f'<!DOCTYPE reports SYSTEM "{canary}"><reports/>')
    hostile.xml("public DTD", f'<!DOCTYPE reports PUBLIC "-//x//y" "{canary}"><reports/>')
    hostile.xml("undeclared entity", f"<reports {SPACE}>&nothing;</reports>")


def try_references(hostile):
    canary = hostile.canary.as_uri()
    hostile.xml("XInclude", f'<reports {SPACE} xmlns:i="http://www.w3.org/2001/XInclude">'
                f'<i:include href="{canary}" parse="text"/></reports>')
    hostile.xml("schema location", f'<reports {SPACE} '
                'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                f'xsi:schemaLocation="urn:huibao:report:1 {canary}"/>')
    for target in ("xml-stylesheet", "xml-model"):
        hostile.xml(target, f'<?{target} type="text/xsl" href="{canary}"?><reports {SPACE}/>')
    hostile.xml("catalog", f'<?oasis-xml-catalog catalog="{canary}"?><reports {SPACE}/>')
    hostile.xml("xml:base", f'<reports {SPACE} xml:base="{canary}"/>')


def try_sizes(hostile):
    many = " ".join(f'a{n}="1"' for n in range(80000))
    hostile.xml("80,000 attributes", f"<reports {SPACE} {many}/>")
    spaces = " ".join(f'xmlns:n{n}="u:{n}"' for n in range(80000))
    hostile.xml("80,000 namespaces", f"<reports {spaces}/>")
    nested = "".join("<e " + " ".join(f'xmlns:n{d * 60 + n}="u:{d * 60 + n}"' for n in range(60))
                     + ">" for d in range(120))
    hostile.xml("namespaces on every level", f"{nested}{'<n0:e/>' * 1000000}{'</e>' * 120}")
    hostile.xml("5,000,000 elements", f"<reports {SPACE}>{'<i/>' * 5000000}</reports>")
    hostile.xml("depth 100,000", "<e>" * 100000 + "</e>" * 100000)
    hostile.xml("depth 129", "<e>" * 129 + "</e>" * 129)
    hostile.xml("open tags only", "<e>" * 1000000)
    hostile.xml("open brackets only", "<" * 1000000)
    hostile.xml("long text", f"<reports {SPACE}>{'a' * 10000001}</reports>")
    hostile.xml("long comment", f"<reports {SPACE}><!--{'a' * 20000000}--></reports>")
    hostile.xml("endless comment", f"<reports {SPACE}><!--{'a-' * 5000000}")
    hostile.xml("long CDATA", f"<reports {SPACE}><![CDATA[{'a' * 20000000}]]></reports>")
    hostile.xml("long name", f"<{'a' * 50001}/>")
    hostile.xml("200,000 entities", "<e>" + "".join(f"&e{n};" for n in range(200000)) + "</e>")
    hostile.xml("200,000 instructions", "".join(f"<?p{n}?>" for n in range(200000)) + "<e/>")
    hostile.xml("200,000 names", "<e>" + "".join(f"<e{n}/>" for n in range(200000)) + "</e>")


def try_bytes(hostile):
    bomb = b"<r>" + b"<i/>" * 2000000 + b"</r>"
    hostile.xml("xz", lzma.compress(bomb))
    hostile.xml("lzma", lzma.compress(bomb, format=lzma.FORMAT_ALONE))
    hostile.xml("gzip", gzip.compress(bomb))
    hostile.xml("bzip2", bz2.compress(bomb))
    hostile.xml("UTF-16", f"<reports {SPACE}/>".encode("utf-16"))
    hostile.xml("UTF-32", f"<reports {SPACE}/>".encode("utf-32"))
    hostile.xml("EBCDIC", f"<reports {SPACE}/>".encode("cp500"))
    hostile.xml("another encoding", '<?xml version="1.0" encoding="UTF-7"?><reports/>')
    hostile.xml("encoding behind a tab", '<?xml\tversion="1.0" encoding="UTF-16"?><reports/>')
    hostile.xml("NUL", b"<reports>\0</reports>")
    hostile.xml("overlong", b"<reports>\xc0\xbc</reports>")
    hostile.xml("surrogates", b"<reports>\xed\xa0\x80</reports>")
    hostile.xml("empty", b"")


def try_yaml(hostile):
    for mark in ("[", "{", "- ", "? ", "[{a: ", "!!a ", "&a "):
        hostile.yaml(f"{mark!r} 100,000 times", mark * 100000)
    hostile.yaml("indented mappings", "".join(" " * n + "a:\n" for n in range(1000)))
    hostile.yaml("aliases", "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n"
        for n in range(9)))
    hostile.yaml("merge key", "a: &a {b: c}\nd:\n  <<: *a\n")
    hostile.yaml("tag", "subject: !!python/object:os.system [a]\n")
    hostile.yaml("more than 4 MiB", "#" + "x" * (4 << 20) + "\na: b\n")
    hostile.yaml("one long word", "'" + "x" * 4000000)
    hostile.yaml("NUL", b"subject: ['a\0b']\n")
    hostile.yaml("NUL by escape", b'subject: ["a\\0b"]\n')
    hostile.yaml("UTF-16", "subject: [a]\n".encode("utf-16"))
    hostile.yaml("not UTF-8", b"subject: [\xff\xfe]\n")
    hostile.yaml("two documents", "subject: [a]\n---\nsubject: [b]\n")
    hostile.yaml("a key twice", "subject: [a]\nsubject: [b]\n")


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        hostile = Hostile(check, sys.argv[1], pathlib.Path(name), "sanitized" in sys.argv[2:])
        for part in (try_entities, try_references, try_sizes, try_bytes, try_yaml):
            part(hostile)
    check.finish()


main()
