"""Invents work reports for measuring: the same seed, the same bytes, on every machine.

usage: generate.py FOLDER [--count 10000] [--seed 1] [--characters 4000]
       generate.py --one FILE --bytes N [--seed 1]

FOLDER receives reports of many lengths (--characters is their mean) in several layouts, encodings
and states of dirt, in subfolders of a thousand; --one writes a single report of N bytes of UTF-8.
What they say comes from phrases.txt beside this file."""

import argparse
import pathlib
import random
import re

PHRASES = pathlib.Path(__file__).with_name("phrases.txt")
NUMERALS = "一二三四五六七八九十"
PARTS = ("organization", "publicity", "support", "treatment", "plans")
PINYIN = {"双拥": "shuāngyōng", "组织": "zǔzhī", "部队": "bùduì", "官兵": "guānbīng",
          "军人": "jūnrén", "工作": "gōngzuò", "建设": "jiànshè", "活动": "huódòng",
          "宣传": "xuānchuán", "群众": "qúnzhòng", "慰问": "wèiwèn", "退役": "tuìyì"}


# ---- Phrases -------------------------------------------------------------------------------------

def read_phrases(path):
    """{rule: [alternative]}; an alternative is a list of text, rule names and number ranges."""
    rules, name = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.endswith(" ="):
            name = line[:-2]
            rules[name] = []
        elif line and not line.startswith("#"):
            rules[name].append([parse_piece(p) for p in re.split(r"(\{[^}]*\})", line) if p])
    return rules


def parse_piece(piece):
    """Text as ("text", s), {NAME} as ("rule", s), {LOW-HIGH} as ("number", low, high, decimals)."""
    if not piece.startswith("{"):
        return ("text", piece)
    match = re.fullmatch(r"\{(\d+)(\.\d)?-(\d+)(\.\d)?\}", piece)
    if match is None:
        return ("rule", piece[1:-1])
    scale = 10 if match[2] else 1
    low, high = (round(float(match[i] + (match[i + 1] or "")) * scale) for i in (1, 3))
    return ("number", low, high, scale)


class Author:
    """Writes with one seeded stream of random numbers; only random(), which Python keeps stable."""

    def __init__(self, rules, seed):
        self.rules = rules
        self.random = random.Random(seed).random
        self.fixed = {}
        self.decks = {}

    def number(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def pick(self, options):
        return options[int(self.random() * len(options))]

    def chance(self, share):
        return self.random() < share

    def choose(self, rule):
        """Sentences come back only when all others of their rule were said."""
        options = self.rules[rule]
        if len(options) < 6 or not rule.startswith(PARTS):
            return self.pick(options)
        deck = self.decks.setdefault(rule, [])
        if not deck:
            deck += options
        return deck.pop(int(self.random() * len(deck)))

    def say(self, rule):
        if rule in self.fixed:
            return self.fixed[rule]
        said = []
        for kind, *what in self.choose(rule):
            if kind == "text":
                said.append(what[0])
            elif kind == "rule":
                said.append(self.say(what[0]))
            else:
                value = self.number(what[0], what[1])
                said.append(str(value) if what[2] == 1 else f"{value // 10}.{value % 10}")
        return "".join(said)


# ---- Reports -------------------------------------------------------------------------------------

def numeral(n):
    return NUMERALS[n - 1] if n <= 10 else "十" + NUMERALS[n - 11] if n < 20 else str(n)


def item(author, part):
    """The lead of an item, and what it says: real reports have a figure in every second sentence."""
    facts = [f"{part}-{way}" for way in ("to", "from", "mutual")] if part == "support" else [part]
    said = author.say(part + "-plain") if author.chance(0.55) else ""
    if not said or author.chance(0.65):
        said += author.say(author.pick(facts))
    if author.chance(0.4):
        said += author.say(part + "-plain")
    if author.chance(0.2):
        said += author.say(author.pick(facts))
    if author.chance(0.15):
        said += author.say("plain")
    return author.say(f"{part}-lead"), said


def shares(author, size):
    """How many items each part has, for about `size` characters."""
    total = max(5, round(size / 126))
    weights = [0.6 + author.random() for _ in PARTS]
    return [max(1, round(total * w / sum(weights))) for w in weights]


def numbered(author, size):
    """一、heading, then 一是 within a paragraph."""
    lines = []
    for p, (part, n) in enumerate(zip(PARTS, shares(author, size)), 1):
        lines.append(f"{numeral(p)}、{author.say(part + '-heading')}")
        run = ""
        for i in range(1, n + 1):
            lead, said = item(author, part)
            run += f"{numeral(i)}是{lead}。{said}"
            if author.chance(0.5) or i == n:
                lines.append(run)
                run = ""
    return lines


def nested(author, size):
    """一、 （一） 1. one below the other."""
    lines = []
    for p, (part, n) in enumerate(zip(PARTS, shares(author, size)), 1):
        lines.append(f"{numeral(p)}、{author.say(part + '-heading')}。")
        for i in range(1, n + 1):
            lead, said = item(author, part)
            lines += [f"({numeral(i)}){lead}", said] if author.chance(0.4) \
                else [f"({numeral(i)}){lead}。{said}"]
            if author.chance(0.15):
                lines += [f"{k}.{''.join(item(author, part)[1:])}" for k in range(1, 4)]
    return lines


def feature(author, size):
    """A piece of press: headings without numbers, prose below them."""
    lines = []
    for part, n in zip(PARTS, shares(author, size)):
        lines.append(author.say(part + "-heading"))
        lines += [item(author, part)[1] for _ in range(n)]
    return lines


def bullets(author, size):
    """●heading and ★items."""
    lines = []
    for part, n in zip(PARTS, shares(author, size)):
        lines.append("●" + author.say(part + "-heading"))
        lines += [f"★{lead}。{said}" for lead, said in (item(author, part) for _ in range(n))]
    return lines


def prose(author, size):
    """Paragraphs and nothing else."""
    lines = []
    for part, n in zip(PARTS, shares(author, size)):
        run = ""
        for i in range(n):
            run += item(author, part)[1]
            if len(run) > 260 or i == n - 1:
                lines.append(run)
                run = ""
    return lines


LAYOUTS = (numbered, numbered, numbered, nested, nested, feature, bullets, prose)


def report(author, size, title=None):
    """The lines of one report, from its title to its signature."""
    author.fixed = {name: author.say(name) for name in ("county", "year", "area-word")}
    layout = author.pick(LAYOUTS)
    lines = [title or author.say("headline" if layout is feature else "title")]
    lines.append(author.say("preamble") + author.say("preamble-end"))
    lines += layout(author, size - len(lines[1]))
    if author.chance(0.5):
        lines.append(author.say("closing"))
    if author.chance(0.6):
        lines += [author.fixed["county"] + author.say("dept"),
                  f"{author.fixed['year']}年{author.say('day')}"]
    author.fixed = {}
    return lines


def compilation(author, size):
    """Several reports in one file, as collections of models have them."""
    lines = [author.say("title") + "(精选三篇)"]
    for i in range(1, 4):
        lines.append(f"篇{numeral(i)}:{author.say('title')}")
        lines += report(author, size // 3)
    return lines


# ---- Dirt ----------------------------------------------------------------------------------------

def wrap(author, lines):
    """Hard line ends, as mail programs and scanners leave them."""
    width = author.number(28, 44)
    return [line[i:i + width] for line in lines for i in range(0, len(line), width)]


def gloss(author, lines):
    words = re.compile("|".join(PINYIN))
    return [words.sub(lambda m: f"{m[0]}({PINYIN[m[0]]})" if author.chance(0.3) else m[0], line)
            for line in lines]


def misprint(author, lines):
    """One figure that cannot be, one quotation mark of the wrong kind."""
    at = author.number(0, len(lines) - 1)
    lines[at] = re.sub(r"(\d+)%", r"\g<1>0%", lines[at]).replace("”", "〞")
    return lines


def paginate(author, lines):
    made, page, every = [], 1, author.number(9, 16)
    for i, line in enumerate(lines, 1):
        made.append(line)
        if i % every == 0:
            made.append(f"第{page}页 共{len(lines) // every + 1}页")
            page += 1
    return made


def dirty(author, lines):
    """What copying from a web site does to a report: nothing to half of them."""
    if author.chance(0.5):
        return lines
    if author.chance(0.35):
        lines = misprint(author, lines)
    if author.chance(0.3):
        lines = [author.say("site-head") for _ in range(author.number(1, 4))] + lines
    if author.chance(0.4):
        lines = lines + [author.say("site-tail") for _ in range(author.number(1, 4))]
    if author.chance(0.2):
        lines = paginate(author, lines)
    if author.chance(0.1):
        lines = lines[:1] + lines
    if author.chance(0.12):
        lines = wrap(author, lines)
    if author.chance(0.1):
        lines = gloss(author, lines)
    return lines


def encode(author, lines):
    indent = author.pick(("", "", "  ", "    ", "\u3000\u3000"))
    text = author.pick(("\n", "\n", "\n", "\r\n")).join(indent + line for line in lines) + "\n"
    if author.chance(0.7):
        text = text.translate({ord(","): "，", ord(":"): "：", ord(";"): "；"})
    encoding = author.pick(("utf-8",) * 14 + ("utf-8-sig", "utf-16") + ("gb18030",) * 4)
    if encoding == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(encoding)


def source(rules, seed, index, characters):
    """The bytes of report number `index`: it does not depend on how many others there are."""
    author = Author(rules, f"{seed}/{index}")
    size = int(characters * (0.3 + 1.4 * author.random()))
    if author.chance(0.03):
        size *= 4
    lines = compilation(author, size) if author.chance(0.05) else report(author, size)
    return encode(author, dirty(author, lines))


def one(rules, seed, size):
    """A single report of exactly `size` bytes, in UTF-8; the last line is cut to fit."""
    author = Author(rules, f"{seed}/one")
    made = "\n".join(report(author, size // 3 + 2000)).encode()
    while len(made) < size:
        made += "\n".join(numbered(author, size // 3)).encode() + b"\n"
    cut = made[:size].decode("utf-8", "ignore").encode()
    return cut + b"\n" * (size - len(cut))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=4000)
    parser.add_argument("--one", type=pathlib.Path)
    parser.add_argument("--bytes", type=int, default=12000)
    options = parser.parse_args()
    rules = read_phrases(PHRASES)
    if options.one is not None:
        options.one.write_bytes(one(rules, options.seed, options.bytes))
    elif options.folder is None:
        parser.error("say where to: FOLDER or --one FILE")
    else:
        for index in range(options.count):
            folder = options.folder / f"{index // 1000:03d}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{index:06d}.txt").write_bytes(
                source(rules, options.seed, index, options.characters))


if __name__ == "__main__":
    main()
