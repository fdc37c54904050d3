"""restore(convert(source)) is the source, byte for byte: for the seeds, for their forms in other
encodings and with other line ends, and for sources that are no clean text.

usage: run.py HUIBAO"""

import os
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

# name, Python's codec, the bytes in front; --encoding only where detection cannot be asked for it
FORMS = [
    ("utf-8", "utf-8", b""),
    ("utf-8-bom", "utf-8", b"\xef\xbb\xbf"),
    ("gb18030", "gb18030", b""),
    ("gb18030-bom", "gb18030", b"\x84\x31\x95\x33"),
    ("big5", "big5", b""),
    ("utf-16le-bom", "utf-16-le", b"\xff\xfe"),
    ("utf-16be-bom", "utf-16-be", b"\xfe\xff"),
    ("utf-16le", "utf-16-le", b""),
    ("utf-16be", "utf-16-be", b""),
]
NAMES = {"gb18030": "GB18030", "big5": "Big5", "utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE",
         "utf-8": "UTF-8"}


def encode(text, codec):
    """What the encoding cannot hold is left out: the result is a source of its own."""
    return text.encode(codec, "ignore")


def round_trip(check, huibao, folder, name, source, options=(), encoding=None):
    path = folder / "source.txt"
    path.write_bytes(source)
    xml = folder / "source.xml"
    status, _, err = run([huibao, "convert", "-q", *options, "-o", xml, path])
    if not check.that(status in (0, 1), f"{name}: exit status {status}: {err.decode()}"):
        return
    written = xml.read_bytes()
    if encoding is not None:
        check.that(f'encoding="{encoding}"'.encode() in written.split(b"\n<report ")[0],
                   f"{name}: not read as {encoding}")
    status, out, err = run([huibao, "restore", xml])
    check.that(status == 0, f"{name}: restore: {err.decode()}")
    check.that(out == source, f"{name}: restored {len(out)} bytes of {len(source)}, not the same")
    status, _, err = run([huibao, "validate", xml])
    check.that(status == 0, f"{name}: validate: {err.decode()}")


def check_seeds(check, huibao, folder):
    for seed in sorted((ROOT / "seeds").glob("*.txt")):
        text = seed.read_bytes().decode("utf-8-sig")
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        for form, codec, mark in FORMS:
            source = mark + encode(text, codec)
            name = f"{seed.name} as {form}"
            round_trip(check, huibao, folder, name, source, (), NAMES[codec])
            round_trip(check, huibao, folder, name + " by --encoding", source,
                       ("-e", NAMES[codec]), NAMES[codec])
        for end, label in (("\r\n", "CRLF"), ("\r", "CR"), ("\n", "LF")):
            for codec in ("utf-8", "gb18030", "utf-16-le"):
                source = encode(plain.replace("\n", end), codec)
                round_trip(check, huibao, folder, f"{seed.name} {label} {codec}", source,
                           (), NAMES[codec])


def odd_sources():
    """Small sources that a reader or a writer of XML is tempted to tidy up."""
    report = "区双拥工作汇报\n一、加强领导。成立领导小组,投入20万元。\n"
    text = report.encode()
    yield "one character", "汇".encode()
    yield "one line end", b"\n"
    yield "only a BOM", b"\xef\xbb\xbf"
    yield "two BOMs", b"\xef\xbb\xbf\xef\xbb\xbf" + text
    yield "mixed line ends", text + b"\r\n\r\r\n\n\r" + text
    yield "markup", text + "<b>&amp;]]></b><!-- --><?x?>\n".encode()
    yield "white space", b"  \t \n\n" + text + b" \t\n \n\n  "
    yield "control characters", text + b"a\x01b\x08c\x0bd\x0ce\x1ff\x7f\n" + text
    yield "noncharacters", text + "\ufffe\uffff\U0001ffff\u0085\u2028\ufeff".encode() + text
    yield "replacement character", text + "\ufffd\n".encode()
    yield "astral characters", text + "𠮷野家\U0010ffff\n".encode()
    yield "stray bytes", text + b"\xff\xfe\x80 \xe5\x8f\n" + text + text
    yield "surrogates in UTF-8", text + b"\xed\xa0\x80\xed\xb0\x80\n" + text + text
    yield "overlong", text + b"\xc0\x80\xe0\x80\xaf\n" + text + text
    yield "odd UTF-16", b"\xff\xfe" + report.encode("utf-16-le") + b"\x41"
    yield "lone surrogate in UTF-16", b"\xff\xfe" + report.encode("utf-16-le") + b"\x00\xd8a\x00"
    yield "stray bytes in GB18030", report.encode("gb18030") * 3 + b"\xff\x80\x81\n"
    yield "cut GB18030", report.encode("gb18030") * 3 + b"\x81\x30\x81"
    yield "text behind nothing", b"\x00" * 0 + text * 40


def check_random(check, huibao, folder):
    """Random bytes are mostly refused as no text; what is accepted must come back."""
    source = random.Random(1)
    for number in range(60):
        size = source.choice((1, 2, 3, 7, 50, 400, 3000))
        alphabet = source.choice((range(256), range(0x80, 0x100), range(0x20, 0x7f),
                                  (0xd6, 0xd0, 0xb9, 0xfa, 0x0a, 0x20), (0xe5, 0x8f, 0x8c, 0x0a)))
        data = bytes(source.choice(alphabet) for _ in range(size))
        path, xml = folder / "random.txt", folder / "random.xml"
        path.write_bytes(data)
        if xml.exists():
            xml.unlink()
        for encoding in (None, "UTF-8", "GB18030", "Big5", "UTF-16LE"):
            options = () if encoding is None else ("-e", encoding)
            status, _, err = run([huibao, "convert", "-q", *options, "-o", xml, path])
            name = f"random bytes {number} as {encoding}"
            check.that(status in (0, 1, 3), f"{name}: exit status {status}: {err!r}")
            if status == 3:
                check.that(b"[" in err, f"{name}: no message")
                continue
            check.that(run([huibao, "restore", xml])[1] == data, f"{name}: not restored: {data!r}")


def main():
    check = Check()
    huibao = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        check_seeds(check, huibao, folder)
        for label, source in odd_sources():
            round_trip(check, huibao, folder, label, source)
        check_random(check, huibao, folder)
    check.finish()


main()
