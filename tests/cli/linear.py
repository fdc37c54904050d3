"""Sources of one trick, repeated: reading them takes time in proportion to their size. What is compared
is processor time of the same command for a source and one four times as long, so it does not matter
how fast the machine is; four times as much is right, sixteen times is what a square costs.

usage: linear.py HUIBAO CHARACTERS [TRICK...]      CHARACTERS: of the shorter source"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check  # noqa: E402

MOST = 9  # times the time, for four times the size
HEAD = "临江区双拥工作总结\n"
TRICKS = {
    "lists in a line": "一、加强啊啊啊1、慰问。",
    "marks in a line": "一、",
    "marks of every kind": "一、(一)1、(1)①第一,",
    "marks by line": "1、\n",
    "marks that ascend": None,
    "brackets that open": "(",
    "brackets that close": ")",
    "brackets in brackets": "((走访)",
    "quotes that open": "“",
    "quotes in a row": "“双拥”",
    "digits": "1",
    "digits and commas": "1,",
    "Chinese digits": "一二三",
    "numerals": "十万零",
    "units": "万元",
    "quantities": "投入资金20万元,",
    "torn quantities": "20 万 元 3",
    "dates": "2018年1月1日",
    "years": "2018年",
    "half dates": "2018年1月",
    "ranges of dates": "2018年1月至2月",
    "no end of a sentence": "走访慰问驻区部队官兵",
    "ends of sentences": "。",
    "commas": ",",
    "colons": ":",
    "headings": "一、加强领导\n",
    "headings without marks": "加强组织领导\n",
    "titles": "临江区双拥工作总结\n\n",
    "signatures": "临江区人民政府\n2018年1月1日\n",
    "places": "临江区",
    "organs": "临江区人民政府办公室",
    "people": "同志张三",
    "site noise": "字体:大 中 小 打印 关闭\n",
    "navigation": "首页 > 新闻 > ",
    "addresses": "http://www.a.gov.cn/",
    "pages": "\n- 1 -\n",
    "same paragraphs": "坚持走访慰问驻区部队官兵,切实为部队办实事解难题,投入资金二十余万元。\n",
    "nearly the same paragraphs": None,
    "glosses": "双(shuang)拥(yong)",
    "blank lines": "\n",
    "blanks": " ",
    "wide blanks": " ",
    "masks": "×",
    "replacements": "\ufffd",
    "mojibake": "é\u009d¢å",
    "halves of GBK": "鍙屾嫢",
    "tags": "<p>",
    "open tags": "<",
    "entities": "&nbsp;",
    "markdown": "**走访** # ",
    "words that were replaced": "其之中力度力度",
    "one cue": "双拥",
    "ordinals": "第一,第二,",
    "firstly": "一是走访。二是慰问。",
    "years and numbers": "2018年投入20万元,2019年投入30万元;",
    "invisible": "\u200b双",
    "turning": "\u202e双",
    "carriage returns": "双\r",
}


def make_source(trick, characters):
    piece = TRICKS[trick]
    if trick == "marks that ascend":
        text = "".join(f"{n}、走访慰问。\n" for n in range(1, characters // 9))
    elif trick == "nearly the same paragraphs":
        text = "".join(f"坚持走访慰问驻区部队官兵{n}次,切实为部队办实事解难题{n % 7}件。\n"
                       for n in range(characters // 30))
    else:
        text = piece * (characters // len(piece))
    return (HEAD + text[:characters]).encode()


def measure(huibao, folder, trick, characters):
    """Processor seconds, or None when it had to be stopped."""
    source = folder / "a.txt"
    source.write_bytes(make_source(trick, characters))

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (300, 300))
    process = subprocess.Popen(
        [huibao, "convert", "-q", "--no-project", "--fail-on=never", "-o", folder / "a.xml",
         source], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit)
    said = process.stderr.read()
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode, said.decode()


def main():
    check = Check()
    huibao, characters = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        start = measure(huibao, folder, "commas", 0)[0]
        for trick in sys.argv[3:] or TRICKS:
            times = []
            for size in (characters, 4 * characters):
                # The least of a few: what else the machine does only adds to it.
                runs = [measure(huibao, folder, trick, size) for _ in range(2)]
                check.that(all(status in (0, 3) for _, status, _ in runs),
                           f"{trick}: {size}: {runs[0][1:]}")
                times.append(max(min(seconds for seconds, _, _ in runs) - start, 0.001))
            ratio = times[1] / max(times[0], 0.02)
            print(f"{trick}: {times[0]:.3f} s, {times[1]:.3f} s: {ratio:.1f} times", flush=True)
            check.that(ratio <= MOST, f"{trick}: four times the size takes {ratio:.1f} times as long")
    check.finish()


main()
