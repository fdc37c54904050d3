"""The same bytes come out wherever the command is called: in any locale and time zone, with any
umask, without a home, in a folder that cannot be read or is no longer there. Only the permissions of
what is written follow the umask.

usage: surroundings.py HUIBAO"""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

REPORT = """滨河区2018年双拥工作总结
一、组织领导。I区成立领导小组，İSTANBUL路、istiklal街各设1处服务站，投入资金1.5万元。
二、走访慰问。春节、“八一”走访慰问驻区官兵320人次，送去慰问金26,000元，联系电话13800001234。
三、存在的困难。退役军人就业率为87.5％，比上年提高1,234个百分点。
四、明年打算。2019年1月召开会议。
"""
FORMATS = ("xml", "yaml", "json", "html", "csv", "csv-metadata", "lint")


def make_sources(folder):
    (folder / "in/I").mkdir(parents=True)
    (folder / "in/I/İı.txt").write_text(REPORT)
    (folder / "in/b.txt").write_bytes(
        ('<META CHARSET="GB18030">\n' + REPORT.replace("İ", "I")).encode("gb18030"))
    (folder / "in/big.txt").write_bytes("一、走訪慰問官兵。投入資金1.5萬元。\n".encode("big5") * 3)
    (folder / "in/r.jsonl").write_text(
        "".join(json.dumps({"id": f"I{n}", "text": REPORT}) + "\n" for n in range(3)))


def get_tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*"))
            if p.is_file() and ".huibao" not in p.parts}


def get_all(huibao, folder, out, **more):
    """What the command writes: streams for each way to call it, and the tree of a build."""
    got = {}
    source = folder / "in/I/İı.txt"
    calls = {"-t json": ["convert", "-t", "json", source], "explain": ["explain", source],
             "BIG5": ["convert", "-e", "BIG5", folder / "in/big.txt"],
             "utf-16le": ["convert", "-e", "utf-16le", folder / "in/b.txt"],
             "records": ["convert", "--records", "-j2", folder / "in/r.jsonl"],
             "not there": ["convert", "-t", "HTML", source]}
    for name, words in calls.items():
        got[name] = run([huibao, *words], **more)
    status, text, err = run([huibao, "build", "--show", "note", "-j2", "-f", ",".join(FORMATS),
                             "--report", f"sarif={out}/s,junit={out}/j,json={out}/o",
                             "-o", out / "out", folder / "in"], **more)
    got["build"] = (status, text, err.replace(str(out).encode(), b"OUT"))
    got["tree"] = {name: bytes_.replace(str(out).encode(), b"OUT")
                   for name, bytes_ in get_tree(out).items()}
    return got


def make_locale(folder, name):
    """A locale that need not be installed; without it the name alone says that it is wanted."""
    place = folder / "locales"
    place.mkdir(exist_ok=True)
    language, charset = name.split(".")
    if shutil.which("localedef"):
        subprocess.run(["localedef", "-c", "-i", language, "-f", charset, place / name],
                       capture_output=True, check=False)
    return {"LC_ALL": name, "LANG": name, "LOCPATH": str(place)}


def compare(check, got, want, text):
    check.equal(sorted(got["tree"]), sorted(want["tree"]), f"{text}: other files")
    for name in want["tree"]:
        check.that(got["tree"].get(name) == want["tree"][name], f"{text}: {name} differs")
    for name in want:
        if name != "tree":
            check.equal(got[name], want[name], f"{text}: {name}")


def check_environments(check, huibao, folder, want):
    home = folder / "home"
    home.mkdir(mode=0o555)
    cases = {
        "LC_ALL=C, the first time zone, no such home": {
            "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "HOME": "/none"},
        "Turkish, a time zone by rule, a home that cannot be written": {
            **make_locale(folder, "tr_TR.UTF-8"), "TZ": "XXX-23:59:59", "HOME": str(home)},
        "GB18030, no such time zone, no catalogs": {
            **make_locale(folder, "zh_CN.GB18030"), "TZ": ":/none", "XML_CATALOG_FILES": "/none",
            "SGML_CATALOG_FILES": "/none", "GCONV_PATH": "/none", "XMLLINT_INDENT": "\t"},
        "decimal commas, no folder for scratch files": {
            **make_locale(folder, "de_DE.ISO-8859-1"), "TMPDIR": "/none", "TMP": "/none"},
        "an unknown locale, an empty time zone": {
            "LC_ALL": "xx_XX.nothing", "LANGUAGE": "tr:zh", "TZ": ""},
    }
    for number, (text, env) in enumerate(cases.items()):
        out = folder / f"case{number}"
        out.mkdir()
        compare(check, get_all(huibao, folder, out, env=env), want, text)


def run_bare(command, **more):
    """Without any environment."""
    done = subprocess.run([str(word) for word in command], input=b"", env={}, capture_output=True,
                          timeout=600, check=False, **more)
    return done.returncode, done.stdout, done.stderr


def check_bare(check, huibao, folder, want):
    source = folder / "in/I/İı.txt"
    check.equal(run_bare([huibao, "convert", "-t", "json", source]), want["-t json"],
                "without an environment")


def check_umask(check, huibao, folder, want):
    for mask in (0o077, 0o022):
        out = folder / f"mask{mask:o}"
        out.mkdir()
        compare(check, get_all(huibao, folder, out, umask=mask), want, f"umask {mask:03o}")
        for path in out.rglob("*"):
            most = 0o777 if path.is_dir() else 0o666
            mode = stat.S_IMODE(path.stat().st_mode)
            check.that(mode & ~(most & ~mask) == 0, f"umask {mask:03o}: {path.name} has {mode:o}")
        page = stat.S_IMODE((out / "out/html/b.html").stat().st_mode)
        check.equal(f"{page:o}", f"{0o666 & ~mask:o}", f"umask {mask:03o}: permissions of a page")


def give_up_rights():
    """Arguments for subprocess: root could read every folder."""
    if os.geteuid() != 0:
        return {}
    return {"user": 65534, "group": 65534, "extra_groups": []}


def check_folders(check, huibao, folder, want):
    """The working folder matters only where a path begins there."""
    closed = folder / "closed"
    closed.mkdir()
    out = folder / "closed-out"
    out.mkdir(mode=0o777)
    out.chmod(0o777)
    closed.chmod(0o111)
    more = give_up_rights()
    compare(check, get_all(huibao, folder, out, cwd=closed, **more), want,
            "a folder that cannot be read")
    gone = folder / "gone"
    gone.mkdir()
    script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    got = run(["sh", "-c", script, "sh", gone, huibao, "convert", "-t", "json",
               folder / "in/I/İı.txt"])
    check.equal(got, want["-t json"], "a folder that is no longer there")


def main():
    check = Check()
    huibao = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        make_sources(folder)
        (folder / "first").mkdir()
        want = get_all(huibao, folder, folder / "first")
        check.that(len(want["tree"]) > 20, "a build writes files")
        check.that("87.5" in want["-t json"][1].decode(), "figures are written with a point")
        check_environments(check, huibao, folder, want)
        check_bare(check, huibao, folder, want)
        check_umask(check, huibao, folder, want)
        check_folders(check, huibao, folder, want)
        (folder / "closed").chmod(0o755)
    check.finish()


main()
