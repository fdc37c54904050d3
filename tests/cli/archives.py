"""Archives as inputs: what is in them is converted as the same files in a folder would be; what is
damaged, hostile or too much is told, and the rest is done.

usage: archives.py HUIBAO [sanitized]"""

import bz2
import hashlib
import lzma
import os
import pathlib
import random
import resource
import shutil
import sys
import tarfile
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from archives import (Member, make_link, make_overlapping_zip, make_tar, make_wide_zip,  # noqa: E402
                      make_zip, pack)
from check import Check, run  # noqa: E402

TEXT = """{place}双拥工作情况汇报

一、组织领导
调整充实双拥工作领导小组,召开专题会议{count}次。
二、走访慰问
春节前走访驻区部队,送去慰问金{count}万元。
"""
NAMES = ("a.txt", "2019/云岭镇.txt", "2018/b.txt", "2018/b 2.txt", "2018/x/c.TXT", "z/y.txt",
         "2018.txt")


def text(count, place="青石县"):
    return TEXT.format(place=place, count=count).encode()


FILES = {name: text(n + 2, f"第{n}乡") for n, name in enumerate(NAMES)}
MOST_MEMORY = 1 << 30


class Place:
    """A folder in which the command is called, with little memory."""

    def __init__(self, huibao, folder, sanitized):
        self.huibao = huibao
        self.folder = pathlib.Path(folder)
        self.sanitized = sanitized

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def run(self, *words, stdin=b""):
        def bound():
            if not self.sanitized:
                resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

        return run([self.huibao, *words], stdin=stdin, cwd=self.folder, preexec_fn=bound)

    def call(self, *words):
        status, _, err = self.run(*words)
        return status, err.decode("utf-8", "backslashreplace")

    def build(self, *words, out="out", form="xml"):
        """Builds anew: the status, the messages and the names made."""
        shutil.rmtree(self.folder / out, ignore_errors=True)
        status, err = self.call("build", "-q", "-f", form, "-o", out, *words)
        root = self.folder / out / "xml"
        return status, err, sorted(str(p.relative_to(root))[:-4] for p in root.rglob("*.xml"))

    def digest(self, out):
        """All that was made, by name."""
        root = self.folder / out
        return {str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
                for p in sorted(root.rglob("*")) if p.is_file() and ".huibao/" not in str(p)}


def scrambled(files):
    items = list(files.items())
    random.Random(7).shuffle(items)
    return items


def make_all(files):
    """The same files in every kind of archive, in an order of no meaning."""
    items = scrambled(files)
    folders = [tarfile.TarInfo("2018")]
    folders[0].type = tarfile.DIRTYPE
    return {
        "r.tar": make_tar([*folders, *items]),
        "gnu.tar": make_tar([(f"./{name}", data) for name, data in items], tarfile.GNU_FORMAT),
        "ustar.tar": make_tar(items, tarfile.USTAR_FORMAT),
        "r.tar.gz": pack(make_tar(items)),
        "parts.tgz": b"".join(pack(part) for part in split(make_tar(items))),
        "r.zip": make_zip([Member("2018/", mode=0o40755), *items], "说明".encode()),
        "stored.zip": make_zip([Member(*item, method=0) for item in items]),
        "wide.zip": make_wide_zip(items),
        "name-without-suffix": make_zip(items),
    }


def split(data):
    return data[:1000], data[1000:1512], data[1512:]


def check_same(check, place):
    """An archive is a folder of its name, whatever its kind; for any number of jobs and shares."""
    for name, data in FILES.items():
        place.write(f"in/r/{name}", data)
    form = "xml,csv" if place.sanitized else "xml,html,csv"  # pages are tested elsewhere
    status, err, made = place.build("in", out="want", form=form)
    want = place.digest("want")
    check.that(status == 0 and len(made) == len(FILES), f"the folder: {err}")
    for name, data in make_all(FILES).items():
        path = f"same/{name}/r{name[name.find('.'):] if '.' in name else ''}"
        place.write(path, data)
        for jobs in ("-j1", "-j5") if name.startswith("r.") else ("-j2",):
            status, err, _ = place.build(jobs, path, out="got", form=form)
            check.equal((status, place.digest("got")), (0, want), f"{name} {jobs}: {err}")
    for name in ("r.tar.gz", "r.zip"):
        path = f"same/{name}/{name}"
        shares = [f"{name}.{n}" for n in (1, 2, 3)]
        for n, out in enumerate(shares):
            place.call("build", "-q", "-f", form, "-o", out, "--shard", f"{n + 1}/3", path)
        shutil.rmtree(place.folder / "joined", ignore_errors=True)
        status, err = place.call("merge", "-q", "-f", form, "-o", "joined", *shares)
        check.equal((status, place.digest("joined")), (0, want), f"{name} in shares: {err}")
    status, err = place.call("review", "--review=a.yaml", "in")
    again, err = place.call("review", "--review=b.yaml", "same/r.tar.gz/r.tar.gz")
    check.equal((status, (place.folder / "a.yaml").read_bytes()),
                (again, (place.folder / "b.yaml").read_bytes()), f"review: {err}")


def check_incremental(check, place):
    """What has not changed in an archive is not converted again, wherever it stands in it."""
    for name, make in (("i.zip", make_zip), ("i.tar", make_tar),
                       ("i.tgz", lambda items: pack(make_tar(items)))):
        files = dict(FILES)
        place.write(name, make(list(files.items())))
        words = ("build", "-f", "xml", "-o", f"inc-{name}", "--prune", name)
        place.call(*words)
        for j in ("-j1", "-j3"):
            status, err = place.call(*words, j)
            check.that(status == 0 and f"({len(files)} unchanged)" in err, f"{name} again: {err}")
        files["2018/b.txt"] = text(88)
        del files["z/y.txt"]
        files["new.txt"] = text(99)
        place.write(name, make(scrambled(files)))
        status, err = place.call(*words)
        check.that(status == 0 and f"({len(files) - 2} unchanged)" in err, f"{name} changed: {err}")
        root = place.folder / f"inc-{name}/xml/i"
        check.that("88" in (root / "2018/b.xml").read_text(), f"{name}: the old member")
        check.that(not (root / "z/y.xml").exists(), f"{name}: not pruned")
        (root / "2018/x/c.xml").unlink()
        shutil.rmtree(root / "2019")
        status, err = place.call(*words)
        check.that(status == 0 and f"({len(files) - 2} unchanged)" in err and
                   (root / "2018/x/c.xml").exists(), f"{name}: outputs taken away: {err}")


def check_choice(check, place):
    """Patterns see members as they see files; what is hidden is passed over."""
    files = {**FILES, ".h.txt": text(1), ".old/a.txt": text(1), "2018/notes.md": text(1),
             "__MACOSX/2018/._b.txt": b"\0\5\x16\7", "__MACOSX/b.txt": b"\0", "._a.txt": b"\0",
             "inner.zip": make_zip([("a.txt", text(1))])}
    place.write("choice/p.zip", make_zip(list(files.items())))
    place.write("choice/sub/p.tgz", pack(make_tar(list(files.items()))))
    plain = sorted(name[:-4] for name in NAMES if name != "2018.txt") + ["2018.txt"]
    names = sorted(["2018" if name == "2018.txt" else name for name in plain])
    for words, want in (
            (["choice/p.zip"], [f"p/{n}" for n in names]),
            (["--include", "*.md", "choice/p.zip"], ["p/2018/notes"]),
            (["--include", "2018/x", "choice/p.zip"], ["p/2018/x/c"]),
            (["--exclude", "2018", "--exclude", "a.txt", "choice/p.zip"],
             ["p/2018", "p/2019/云岭镇", "p/z/y"]),
            (["--include", ".old", "choice/p.zip"], ["p/.old/a"]),
            (["--include=*.zip", "--exclude=inner.zip", "choice"], [f"p/{n}" for n in names]),
            (["--include=*.tgz", "--exclude=2018", "choice"],
             ["sub/p/2018", "sub/p/2019/云岭镇", "sub/p/a", "sub/p/z/y"]),
            (["--include=sub/p.tgz/2018/x/*", "choice"], [])):
        status, err, made = place.build(*words)
        check.equal((made, status), (want, 3 if not want else 0), f"{words}: {err}")
    status, err, made = place.build("--include=*.zip", "choice")
    check.that(status == 3 and "choice/p.zip/inner.zip: error: no text but zip, which is not read "
               "in archives [not-text]" in err and len(made) == len(names), f"nested: {err}")
    status, err, _ = place.build("--include", "*.doc", "choice/p.zip")
    check.that("choice/p.zip: error: nothing in this archive is asked for [no-input]" in err, err)
    place.write("list", b"choice/p.zip\n")
    status, err, made = place.build("--files-from", "list", "--include", "*.md")
    check.equal((status, made), (0, ["choice/p/2018/notes"]), f"a list: {err}")
    status, err, made = place.build("choice/p.zip", "./choice/p.zip")
    check.equal((status, made), (0, [f"p/{n}" for n in names]), f"named twice: {err}")


BAD_NAMES = {
    b"../up.txt": "leads out of the archive",
    b"a/../../up.txt": "leads out of the archive",
    b"a/..": "leads out of the archive",
    b"..\\up.txt": "leads out of the archive",
    b"/etc/up.txt": "begins at the root",
    b"\\up.txt": "begins at the root",
    b"C:\\up.txt": "begins with a drive",
    b"c:up.txt": "begins with a drive",
    b"x/" * 1600 + b".txt": "is too long",
    b".": "is empty",
    b"./": None,  # a folder
}
GOOD_NAMES = {
    b"./2018//./a.txt": "2018/a",
    b"2018\\b.txt": "2018/b",
    "2017/青山镇.txt".encode(): "2017/青山镇",
    "2017/白水镇.txt".encode("gbk"): "2017/白水镇",
    "2017/\u3007\U00020000镇.txt".encode("gb18030"): "2017/\u3007\U00020000镇",
    "乗\\丂.txt".encode("gbk"): "乗/丂",  # both have bytes that are a backslash or a letter
    b"\xff\xfe.txt": "\\xFF\\xFE",
    b"line\nfeed.txt": "line\\x0Afeed",
    "\u202etxt.a.txt".encode(): "\\u{202E}txt.a",
    b"..a.txt": None,  # hidden
    b"b..txt": "b.",
    b"-q.txt": "-q",
}


def check_names(check, place):
    names = [*BAD_NAMES, *GOOD_NAMES]
    members = [Member(name, text(n)) for n, name in enumerate(names)]
    nul = make_zip([*members, Member(b"nul\1.txt", text(1))]).replace(b"nul\1", b"nul\0")
    place.write("n.zip", nul)
    place.write("n.tar", make_tar([(name.decode("utf-8", "surrogateescape"),
                                    text(n) if name[-1:] != b"/" else b"")
                                   for n, name in enumerate(names)], tarfile.GNU_FORMAT))
    want = sorted(f"n/{name}" for name in GOOD_NAMES.values() if name)
    for name in ("n.zip", "n.tar"):
        status, err, made = place.build(name)
        check.equal((status, made), (3, want), f"{name}: {err}")
        for why in BAD_NAMES.values():
            check.that(why is None or f"{name}: error: a member's name {why}" in err,
                       f"{name}: not told: {why}")
        bad = sum(why is not None for why in BAD_NAMES.values()) + (name == "n.zip")
        check.equal(err.count("[bad-name]"), bad, f"{name}: {err}")
    check.that("a member's name has a NUL in it: nul" in place.build("n.zip")[1], "NUL in a name")
    found = [p for p in place.folder.parent.rglob("up*") if p.is_file()]
    check.that(not found, f"written outside: {found}")
    many = make_zip([(f"../{n}.txt", b"") for n in range(100)] + [("a.txt", text(1))])
    place.write("many.zip", many)
    status, err, made = place.build("many.zip")
    check.that(made == ["many/a"] and err.count("[bad-name]") == 20 and
               "80 more members cannot be read" in err, f"many bad names: {err}")


def check_strange(check, place):
    """Members that are no files, or cannot be unpacked; one name that two have."""
    fifo, device = tarfile.TarInfo("f.txt"), tarfile.TarInfo("d.txt")
    fifo.type, device.type = tarfile.FIFOTYPE, tarfile.CHRTYPE
    links = [make_link("l.txt", "/etc/passwd", tarfile.SYMTYPE),
             make_link("h.txt", "a.txt", tarfile.LNKTYPE),
             make_link("l.md", "a.txt", tarfile.SYMTYPE)]
    data = make_tar([("a.txt", text(1)), *links, fifo, device, ("b.txt", text(2)),
                     ("a.txt", text(3))])
    for name, data in (("s.tar", data), ("s.tgz", pack(data))):
        place.write(name, data)
        status, err, made = place.build(name)
        check.equal((status, made), (3, ["s/a", "s/b"]), f"{name}: {err}")
        for member, why in (("l", "a link"), ("h", "a link"), ("f", "no file"), ("d", "no file")):
            check.that(f"{name}/{member}.txt: error: the member is {why} [bad-member]" in err, err)
        check.that(f"{name}/a.txt: error: another member has this name already [name-taken]" in err
                   and "l.md" not in err, err)
        check.that(">1次<" in (place.folder / "out/xml/s/a.xml").read_text(), "not the first")
    place.write("s.zip", make_zip([
        Member("e.txt", text(1), flags=1), Member("e.md", text(1), flags=1),
        Member("bz.txt", bz2.compress(text(1)), method=12),
        Member("link.txt", b"/etc/passwd", mode=0o120777), Member("fifo.txt", mode=0o10644),
        Member("x.txt", text(1), local_name=b"y.txt"),
        Member("a.txt", text(1)), Member("a.txt", text(2)), Member("b.txt", b"")]))
    status, err, made = place.build("s.zip")
    check.equal((status, made), (3, ["s/a", "s/b"]), f"s.zip: {err}")
    for member, why in (("e", "encrypted"), ("bz", "packed by a method that is not read"),
                        ("link", "a link"), ("fifo", "no file"),
                        ("x", "under another name in the archive's directory")):
        check.that(f"s.zip/{member}.txt: error: the member is {why} [bad-member]" in err, err)
    check.that("root:" not in place.run("convert", "-t", "html", "s.zip/link.txt")[1].decode(),
               "a link was followed")


def check_kinds(check, place):
    """What kind of archive it is, its first bytes tell; others are refused by name."""
    tar = make_tar(list(FILES.items()))
    for name, data, words in (
            ("k.tar.xz", lzma.compress(tar), "is packed by xz; tar, tar.gz and zip are read"),
            ("k.tar.bz2", bz2.compress(tar), "is packed by bzip2"),
            ("k.tar.zst", b"\x28\xb5\x2f\xfd" + b"\0" * 40, "is packed by zstd"),
            ("k.rar", b"Rar!\x1a\x07\1\0" + b"\0" * 40, "is packed by rar"),
            ("k.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "is packed by 7z"),
            ("k.lz", b"LZIP\1" + b"\0" * 40, "is packed by lzip"),
            ("k.Z", b"\x1f\x9d" + b"\0" * 40, "is packed by compress"),
            ("k.gz", pack(text(1)), "holds no tar archive"),
            ("k.tar", text(1), "begins like none of the archives that are read"),
            ("empty.zip", b"", "begins like none of the archives that are read"),
            ("none.zip", make_zip([]), "no *.txt file in this archive [no-input]"),
            ("none.tgz", pack(make_tar([])), "no *.txt file in this archive [no-input]"),
            ("tar.zip", tar, None), ("zip.tgz", make_zip(list(FILES.items())), None)):
        place.write(name, data)
        status, err, made = place.build(name)
        if words is None:
            check.that(status == 0 and len(made) == len(FILES), f"{name}: {err}")
        else:
            check.that(status == 3 and f"{name}: error: {words}" in err and not made,
                       f"{name}: {err}")
    place.write("zip.txt", make_zip(list(FILES.items())))
    status, err, _ = place.build("zip.txt")
    check.that(status == 3 and "no text but zip, which is not read under the name of a text" in err,
               err)
    status, _, err = place.run("convert", "-", stdin=pack(tar))
    check.that(status == 3 and b"which is not read from standard input [not-text]" in err, err)


def check_convert(check, place):
    """One source by its path, whatever its suffix."""
    place.write("one.tgz", pack(make_tar([("2018/a.txt", text(5)), ("b.md", text(6))])))
    place.write("plain/a.txt", text(5))
    _, want, _ = place.run("convert", "plain/a.txt")
    for path in ("one.tgz", "one.tgz/2018/a.txt"):
        status, out, err = place.run("convert", path)
        check.equal((status, out), (0, want), f"convert {path}: {err}")
    status, out, err = place.run("convert", "one.tgz/b.md")
    check.that(status == 0 and ">6次<" in out.decode(), f"a member by name: {err}")
    status, out, err = place.run("explain", "one.tgz/b.md")
    check.that(status == 0 and out, f"explain: {err}")
    place.write("two.zip", make_zip(list(FILES.items())))
    for path, words in (("two.zip", "two.zip: error: holds more than one source: name one"),
                        ("two.zip/no.txt", "two.zip: error: the archive has no such member"),
                        ("two.zip/../a.txt", "two.zip: error: the archive has no such member"),
                        ("none/a.txt", "none/a.txt: error: No such file"),
                        ("plain/a.txt/b", "plain/a.txt/b: error: Not a directory")):
        status, out, err = place.run("convert", path)
        check.that(status == 3 and words in err.decode() and not out, f"{path}: {err}")


def check_damage(check, place):
    """What is whole is converted; the rest is told, with its place."""
    items = [(f"{n}.txt", text(n) * 40) for n in range(1, 6)]
    tar = make_tar(items)
    third = tar.index(b"3.txt")
    cut = bytearray(tar)
    cut[third + 148:third + 156] = b"0000000\0"
    tgz = pack(tar)
    spoilt, garbled = bytearray(tgz), bytearray(tgz)
    spoilt[-6] ^= 1
    garbled[len(tgz) // 2] ^= 0x55
    whole = ["d/1", "d/2", "d/3", "d/4", "d/5"]
    for name, data, made, words in (
            ("d.tar", tar[:third + 700], whole[:2], "d.tar/3.txt: error: is damaged or ends too"),
            ("d.tar", bytes(cut), whole[:2], "d.tar: error: is damaged or ends too early"),
            ("d.tgz", pack(tar[:third + 700]), whole[:2], "d.tgz/3.txt: error: is damaged or ends"),
            ("d.tgz", tgz[:-20], None, "ends too early [bad-archive]"),
            ("d.tgz", tgz[:-4], whole, "d.tgz: error: ends too early [bad-archive]"),
            ("d.tgz", bytes(spoilt), [], "its checksum is wrong, so that nothing in it can be"),
            ("d.tgz", bytes(garbled), None, "[bad-archive]"),
            ("d.tgz", tgz + tgz, whole, "d.tgz: error: more follows its end, which is not read"),
            ("d.tgz", tgz + b"\0" * 5000, whole, None),
            ("d.tgz", tgz + b"more", whole, "bytes that are no gzip stand at its end"),
            ("d.tar", tar + make_tar(items), whole, "more follows its end, which is not read"),
            ("d.tar", tar + b"\0" * 5000, whole, None)):
        place.write(name, data)
        for jobs in ("-j3",) if place.sanitized else ("-j1", "-j3"):
            status, err, got = place.build(jobs, name)
            check.that(status == (3 if words else 0) and (words or "") in err and
                       (made is None or got == made) and "[cannot-read]" not in err,
                       f"{name}, {words}: {status} {got} {err}")
    members = [Member(*item) for item in items]
    size = len(members[0].local()) + members[0].packed
    good = make_zip(members)
    lost = bytearray(good)
    lost[size + 1] = 0
    wrong = make_zip([*members[:2], Member("3.txt", items[2][1], crc=1),
                      Member("4.txt", items[3][1], size=len(items[3][1]) + 1),
                      Member("5.txt", items[4][1], size=len(items[4][1]) - 1)])
    for data, made, words in (
            (good[:-30], [], "d.zip: error: is damaged or ends too early: its directory is missing"),
            (good[:size], [], "its directory is missing"),
            (good + b"x", [], "its directory is missing"),
            (b"PK\3\4" + good, [], "d.zip: error: its directory is not where it should be"),
            (bytes(lost), ["d/1", "d/3", "d/4", "d/5"],
             "d.zip/2.txt: error: the member is damaged: its own header is missing [bad-member]"),
            (wrong, whole[:2], "d.zip/3.txt: error: is damaged [bad-archive]"),
            (wrong, whole[:2], "d.zip/4.txt: error: is damaged [bad-archive]"),
            (wrong, whole[:2], "d.zip/5.txt: error: is damaged [bad-archive]")):
        place.write("d.zip", data)
        status, err, got = place.build("d.zip")
        check.that(status == 3 and got == made and words in err, f"{words}: {got} {err}")


def try_limit(check, place, limit, needs, name, words):
    """One more than is needed, exactly that, and one less: then nothing of the archive is used."""
    for number in (needs + 1, needs, needs - 1):
        status, err, made = place.build("--limit", f"{limit}={number}", name, "after.txt")
        what = f"{limit}={number} where {needs} are needed: {made} {err}"
        check.that("after" in made, what)
        check.that((status == 3) == (number < needs) == (words in err) == (len(made) == 1), what)


def check_limits(check, place):
    place.write("after.txt", text(1))
    items = list(FILES.items())
    wanted = sum(map(len, FILES.values()))
    tar = make_tar(items)
    for name, data, total in (("l.zip", make_zip([*items, ("big.md", b"x" * 9999)]), wanted),
                              ("l.tar", make_tar([*items, ("big.md", b"x" * 9999)]), wanted),
                              ("l.tgz", pack(tar), len(tar))):
        place.write(name, data)
        try_limit(check, place, "archive-members", len(items) + ("big" in str(data)), name,
                  f"{name}: error: has more than")
        try_limit(check, place, "archive-bytes", total, name, f"{name}: error: unpacks to more")
        longest = max(map(len, FILES.values()))
        many = sum(len(data) == longest for data in FILES.values())
        status, err, made = place.build("--limit", f"input-bytes={longest - 1}", name)
        check.that(status == 3 and len(made) == len(items) - many and
                   f"more than {longest - 1} bytes [limit-reached]" in err, f"{name}: {err}")
        check.equal(place.build("--limit", f"input-bytes={longest}", name)[0], 0, name)
    rows = text(3) * 9000  # beyond the first MiB
    check.that(len(rows) > 1 << 20, "too small to count")
    for name, data, unpacked in (("q.zip", make_zip([("a.txt", rows)]), len(rows)),
                                 ("q.tgz", pack(make_tar([("a.txt", rows)])), None)):
        place.write(name, data)
        packed = Member("a.txt", rows).packed if unpacked else len(data)
        least = (unpacked or len(make_tar([("a.txt", rows)]))) // packed + 1
        place.write("one.txt", rows)
        try_limit(check, place, "archive-ratio", least, name, f"{name}: error: unpacks to more")


def check_bombs(check, place):
    """Small archives that unpack to a lot end soon, in little memory; what comes after is done."""
    place.write("after.txt", text(1))
    zeros = b"\0" * (10 << 20)
    deep = make_zip([("a.txt", text(1))])
    for _ in range(50):
        deep = make_zip([("r.zip", deep)])
    many = make_zip([Member(f"{n}.txt", b"", method=0) for n in range(60000)])
    for name, data, words in (
            ("z.tgz", pack(make_tar([("a.txt", zeros)])), "unpacks to more than 200 times its size"),
            ("z.gz", pack(zeros), "unpacks to more than 200 times its size"),
            ("g.gz", pack(pack(pack(zeros))), "holds no tar archive"),
            ("z.zip", make_zip([("a.txt", zeros)]), "unpacks to more than 200 times its size"),
            ("o.zip", make_overlapping_zip(5000, zeros), "members overlap [bad-archive]"),
            ("q.zip", deep, "no *.txt file in this archive"),
            ("lie.zip", make_zip([Member("a.txt", zeros, size=100)]), "is damaged"),
            ("huge.zip", make_zip([Member("a.txt", text(1), size=0xFFFFFFFE)]), "[limit-reached]"),
            ("members.zip", many, "has more than 50000 members: archive-members")):
        place.write(name, data)
        status, err, made = place.build("--limit", "archive-members=50000", name, "after.txt")
        check.that(status == 3 and made == ["after"] and words in err, f"{name}: {made} {err}")
    holes = tarfile.TarInfo("holes.txt")
    holes.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0",
                         "GNU.sparse.name": "holes.txt", "GNU.sparse.realsize": str(1 << 40)}
    body = b"1\n0\n1\n".ljust(512, b"\0") + b"x".ljust(512, b"\0")
    holes.size = len(body)
    out = make_tar([("a.txt", text(1))])
    with tempfile.TemporaryFile() as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
            tar.addfile(holes, __import__("io").BytesIO(body))
        stream.seek(0)
        out = stream.read()
    place.write("holes.tar", out)
    status, err, made = place.build("holes.tar", "after.txt")
    check.that(status == 3 and made == ["after"], f"holes: {made} {err}")


def check_places(check, place):
    """Failures stand in reports for machines, and in the right source."""
    place.write("f.zip", make_zip([("a.txt", "某县双拥工作总结\n一、走访。6月31日走访驻军部队。\n".encode()),
                                   Member("b.txt", text(1), flags=1)]))
    status, err = place.call("build", "-o", "rep", "-f", "xml", "--report=json=rep.json", "f.zip")
    said = (place.folder / "rep.json").read_text()
    check.that("f.zip/a.txt" in said and "f.zip/b.txt" in said and "f.zip/a.txt:2:" in err, err)


TESTS = (check_same, check_incremental, check_choice, check_names, check_strange, check_kinds,
         check_convert, check_damage, check_limits, check_bombs, check_places)


def main():
    check = Check()
    huibao = pathlib.Path(sys.argv[1]).resolve()
    for test in TESTS:
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "work"))
            test(check, Place(huibao, os.path.join(folder, "work"), len(sys.argv) > 2))
    check.finish()


main()
