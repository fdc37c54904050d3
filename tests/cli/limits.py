"""Each named limit: one more than a source needs, exactly what it needs, and one less.

usage: limits.py HUIBAO"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check, run  # noqa: E402

HEAD = "临江区双拥工作情况汇报\n"
BODY = HEAD + """一、组织领导
成立由区长任组长的双拥工作领导小组。
二、走访慰问
春节前走访驻区部队,送去慰问金20万元。
"""
DEEP = HEAD + """一、组织领导
(一)机构健全
1.成立领导小组
成立由区长任组长的双拥工作领导小组。
2.落实经费
列入财政预算。
二、走访慰问
走访驻区部队。
"""
THREE = "".join(f"第{n}篇:\n{place}双拥工作总结\n一、宣传教育。悬挂横幅20条。\n二、走访慰问。"
                f"春节前走访驻区部队,送去慰问金。\n"
                for n, place in (("一", "东街街道"), ("二", "西河镇"), ("三", "南山乡")))
PAGES = HEAD + "成立双拥工作领导小组。\n- 1 -\n走访慰问驻区部队。\n- 2 -\n悬挂横幅。\n"
SPOILT = (HEAD + "成立双拥工作领导小组,走访慰问驻区部队官兵,解决随军家属就业。\n").encode()
SPOILT = SPOILT[:-4] + b"\x01" + SPOILT[-4:-1] + b"\x02\n"


def convert(huibao, limit, number, source, form="xml"):
    return run([huibao, "convert", "--show", "note", "--all", "-t", form, "--limit",
                f"{limit}={number}", "-"], source)


def try_soft(check, huibao, limit, needs, source):
    """A source that is read anyway: the message names the limit, and the bytes come back."""
    source = source if isinstance(source, bytes) else source.encode()
    for number in (needs + 1, needs, needs - 1):
        status, xml, err = convert(huibao, limit, number, source)
        what = f"{limit}={number} where {needs} are needed"
        said = b"[limit-reached]" in err
        check.that(said == (number < needs), f"{what}: {err.decode()}")
        if said and limit != "diagnostics":
            check.that(f"a limit was reached: {limit}".encode() in err, f"{what}: {err.decode()}")
        check.that(status in (0, 1), f"{what}: exit status {status}")
        status, back, err = run([huibao, "restore", "-"], xml)
        check.that(status == 0 and back == source, f"{what}: not restored: {err.decode()}")


def try_hard(check, huibao, limit, needs, source):
    """A source that is refused."""
    for number in (needs + 1, needs, needs - 1):
        status, out, err = convert(huibao, limit, number, source)
        what = f"{limit}={number} where {needs} are needed: {err.decode()}"
        check.that((status == 3) == (number < needs), what)
        check.that((b"[limit-reached]" in err) == (number < needs), what)
        check.that((out == b"") == (number < needs), what)


def try_strict(check, huibao):
    """Smaller limits and a time, each of which can be set back."""
    large = (HEAD + "走访慰问驻区部队。\n" * 90000).encode()
    most = 2 << 20
    check.that(len(large) > most, "the source is not large enough")
    for words, source, refused in ((["strict"], large, True), (["default"], large, False),
                                   (["strict", "--limit=input-bytes=9000000", "--timeout=999999"],
                                    large, False),
                                   (["strict"], BODY.encode(), False)):
        status, out, err = run([huibao, "convert", "-q", "-t", "lint", f"--limits={words[0]}",
                                *words[1:], "-"], source)
        check.that((status == 3 and b"[limit-reached]" in err) == refused,
                   f"--limits={words}: {status} {err.decode()}")
    status, xml, err = run([huibao, "convert", "--limits=strict", "--show=note", "-"],
                           (HEAD + "驻" * 100001 + "\n").encode())
    check.that(b"a limit was reached: unit-characters" in err, f"a unit: {err.decode()}")
    status, _, err = run([huibao, "convert", "--limits=tight", "-"], b"")
    check.that(status == 2 and b"default and strict" in err, f"a bad preset: {err.decode()}")


def count(xml, names):
    return len(re.findall(rf"<({names})\b", xml.decode()))


def check_nesting(check, huibao):
    """Deeper headings stand beside the deepest that is allowed, in the section around it."""
    _, xml, _ = convert(huibao, "outline-depth", 2, DEEP.encode())
    outline = re.search(r"<outline>.*</outline>", xml.decode(), flags=re.S).group()
    depth, found = 0, []
    for tag in re.findall(r"<section|</section", outline):
        if tag == "<section":
            depth += 1
            found.append(depth)
        else:
            depth -= 1
    check.equal(found, [1, 2, 2, 2, 1], "where headings nest at outline-depth=2")
    check.equal(re.findall(r'level="(\d)"', outline), ["1", "2", "3", "3", "1"],
                "levels that headings keep")


def main():
    check = Check()
    huibao = sys.argv[1]
    _, xml, _ = convert(huibao, "items", 99, BODY.encode())
    try_soft(check, huibao, "items", count(xml, "item|section"), BODY)
    try_soft(check, huibao, "facts", 3,
             "双拥工作情况汇报\n慰问驻区部队,送去大米300袋、食用油80桶,安置退役士兵5人。\n")
    try_soft(check, huibao, "outline-depth", 3, DEEP)
    try_soft(check, huibao, "reports", 3, THREE)
    try_soft(check, huibao, "cuts", 2, PAGES)
    longest = max(len(text) for text in re.split("(?<=\n)", BODY))
    try_soft(check, huibao, "unit-characters", longest, BODY)
    try_soft(check, huibao, "diagnostics", 4,
             HEAD + "投入资金XX万元,走访**户,慰问××人,座谈__次。成立双拥工作领导小组。\n")
    check_nesting(check, huibao)
    try_strict(check, huibao)
    try_hard(check, huibao, "raws", 2, SPOILT)
    try_hard(check, huibao, "input-bytes", len(BODY.encode()), BODY.encode())
    _, xml, _ = convert(huibao, "output-bytes", 1 << 20, BODY.encode())
    try_hard(check, huibao, "output-bytes", len(xml), BODY.encode())
    check.finish()


main()
