"""The page of a source, and some about many, are written by src/page; templates/html defines them.
Both write the same bytes for every source that is there and for invented ones.

usage: page.py PAGE [sanitized]    (tests/golden/page.c, which compares; a tenth of the sources)"""

import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

SOURCES = ("seeds", "tests/golden", "tests/accuracy/corpus", "tests/hostile")
FUZZ = "tests/fuzz/corpus"
# Line ends, blanks and lines of blanks between all kinds of characters.
BLANKS = "".join(f"{a}{gap}{b}" for a in ("双拥A", "工作,") for b in ("b拥军", "优属")
                 for gap in ("\n", "\n\n", "\n \n", "\r\n\u3000\r\n", "\t", "\u3000", "\u00a0\n"))
HEAD = ("索引号:%s-2019-0031 主题分类:民政、扶贫、救灾\n发文机关:某县双拥办 发布日期:2019年3月4日\n"
        "主 题 词:双拥 优抚\n")
BODY = "一、加强领导。成立双拥工作领导小组。二、走访慰问。春节前走访驻区部队,送去慰问金20万元。\n"
MADE = {
    "several": "第一篇:\n东街街道双拥工作总结\n" + BODY + "第二篇:\n西河镇双拥工作总结\n" + BODY
               + "西河镇人民政府\n2019年1月8日\n第三篇:\n南山乡双拥工作总结\n" + BODY,
    "blanks": f"2020年双拥工作总结\n一、加强领导\n{BLANKS}\n\u3000\u3000二、宣传\n{BLANKS}",
    "head": HEAD % "J1200" + "2018年双拥工作总结\n" + BODY + "某县人民政府\n2019年1月8日\n",
    "spaced-head": HEAD.replace("索引号", "索 引 号").replace(":", "：") % "K3"
                   + "2018年双拥工作总结\n" + BODY,
    "marks": "\"2019\"年<双拥>&'工作'\\总结\n" + BODY + "慰问\"<军>属\"&'30'户,走访3<4>户。\n",
    "long": "2019年双拥工作总结\n一、走访慰问\n投入将近三千四百五十六万七千八百九十一亿元,"
            "面积12,345,678,901,234.5平方公里,大约一千二百三十四万五千六百七十八元左右的资金\n",
    "numbers": "某政发〔2019〕5号双拥工作总结\n" + BODY + "某县人民政府\n某政发〔2019〕6号\n",
    "signed-number": "双拥工作总结\n" + BODY + "\n某县人民政府\n某政发〔2019〕6号\n2019年1月8日\n",
    "blank": " \n\n",
    "no-report": "今天天气很好。\n",
    "一 \"二\" & '三'": "=2019年\"双拥\"工作总结\n" + BODY.replace("20万元", "约20.5万元") + BODY,
    "telephone": "2019年双拥工作总结\n" + BODY + "联系人:张某,电话13812345678,传真0574-87654321。\n",
}


def sources(folder):
    for name, text in MADE.items():
        path = folder / f"{name}.txt"
        path.write_bytes(text.encode())
        yield path
    for path in SOURCES:
        yield from sorted((ROOT / path).rglob("*.txt"))
    yield from sorted(path for path in (ROOT / FUZZ).rglob("*") if path.is_file())
    yield from sorted(path for path in (folder / "made").rglob("*") if path.is_file())


def main():
    check = Check()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run([sys.executable, "-B", ROOT / "tests/bench/generate.py", folder / "made",
             "--count", "12", "--seed", "5"])
        files = list(sources(folder))
        check.that(len(files) > 150, f"{len(files)} sources")
        if "sanitized" in sys.argv[2:]:
            files = files[:len(MADE)] + files[len(MADE)::10]
        status, out, err = run([sys.argv[1], ROOT / "templates", *files])
    text = (out + err).decode("utf-8", "backslashreplace")
    check.that(status == 0, "the two ways differ")
    print(text)
    check.finish()


main()
