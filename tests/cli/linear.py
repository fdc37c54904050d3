"""Sources of one trick, repeated: reading them takes time in proportion to their size. What is compared
is processor time of the same command for a source and one four times as long, so it does not matter
how fast the machine is; four times as much is right, sixteen times is what a square costs.

usage: linear.py HUIBAO CHARACTERS [TRICK...]      CHARACTERS: of the shorter source"""

import functools
import itertools
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import Check  # noqa: E402

MOST = 9  # times the time, for four times the size
HEAD = "临江区双拥工作总结\n"
# Characters that folding leaves as they are.
HAN = {ord(bytes((high, low)).decode("gb2312"))
       for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
       if (high, low) < (0xD7, 0xFA) or high > 0xD7}
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
    "lines of one slot": None,
    "line starts of one slot": None,
}
LARGER = {"lines of one slot": 8, "line starts of one slot": 6}  # it takes more to see a square


def crowd_lines():
    """Lines of three characters whose FNV-1a hashes are 0 in the bits 20 to 37: one slot of any table
    that chooses by them. For these bits the prime is 435, so what it is multiplied with last begins
    one of 435 stretches of numbers; what the first two characters give must come near to one."""
    prime, room = 435, 1 << 38
    for a in HAN:
        one = (0xCBF29CE484222325 ^ a) * prime % room
        least = (one & ~0xFFFF) * prime % room
        stretch = -(-(least * prime // room + 1) * room // prime)
        first = max(0, ((stretch & ~0xFFFF) - least) // prime + 1)
        last = min(0xFFFF, ((stretch | 0xFFFF) - least) // prime)
        for low in range(first, last + 1):
            b, two = one & 0xFFFF ^ low, least + low * prime
            for x in range(stretch, stretch + (1 << 20) // prime):
                if b in HAN and x ^ two in HAN:
                    yield "".join(map(chr, (a, b, x ^ two))) + "\n"


def crowd_line_starts():
    """Lines of 14 characters whose polynomials in 1000003 have the same bits 20 to 35. Each is put
    together of two halves, the second such that the sum comes out."""
    base, chance, letters = 1000003, random.Random(1), sorted(HAN)

    def sums(length, power):
        words = ["".join(map(chr, chance.choices(letters, k=length))) for _ in range(512)]
        return [(sum(ord(c) * base ** (power + length - 1 - i) for i, c in enumerate(word)), word)
                for word in words]
    ends = {x + y >> 18 & 0x3FFFF: (x + y, v + w) for x, v in sums(3, 4) for y, w in sums(4, 0)}
    for (x, v), (y, w) in itertools.product(sums(3, 11), sums(4, 7)):
        end, word = ends.get(-(x + y) >> 18 & 0x3FFFF, (0, ""))
        if word and x + y + end >> 20 & 0xFFFF == 0:
            yield v + w + word + "\n"


@functools.lru_cache(maxsize=1)
def make_source(trick, characters):
    piece = TRICKS[trick]
    if trick == "marks that ascend":
        text = "".join(f"{n}、走访慰问。\n" for n in range(1, characters // 9))
    elif trick == "nearly the same paragraphs":
        text = "".join(f"坚持走访慰问驻区部队官兵{n}次,切实为部队办实事解难题{n % 7}件。\n"
                       for n in range(characters // 30))
    elif trick == "lines of one slot":
        # Whole lines are compared where a site's numbers break sentences.
        text = ("1、我县认真落实各项优抚政策,全年为军属让利达到\n"
                "2、18万余元,受到广大优抚对象的普遍欢迎和驻军\n"
                "3、官兵的一致好评,军政军民关系更加密切。\n")
        text += "".join(itertools.islice(crowd_lines(), characters // 4))
    elif trick == "line starts of one slot":
        text = "".join(itertools.islice(crowd_line_starts(), characters // 15))
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
            shorter = characters * LARGER.get(trick, 1)
            for size in (shorter, 4 * shorter):
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
