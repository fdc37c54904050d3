"""Records for the tests of this folder: reports of our own, bad lines among them."""

import json

REPORT = """{place}{year}年双拥工作总结
一、强化领导,健全机制。{place}把双拥工作列入议事日程,召开专题会议{n}次,落实经费{n}万元。
二、加强宣传,营造氛围。开展国防教育{n}场次,发放宣传资料{n}000份。
三、倾情服务,支持部队。走访慰问驻区部队{n}次,解决官兵子女入学{n}人。
四、落实政策,优抚安置。为{n}名退役军人发放补助{n}0000元。
"""
PLACES = ("青石街道", "柳河镇", "东山县", "平安社区", "云岭乡")


def make_lines(count):
    """One line in seventeen is bad: blank, no JSON, no record."""
    lines = []
    for number in range(count):
        text = REPORT.format(place=PLACES[number % len(PLACES)], year=2012 + number % 9,
                             n=number % 83 + 2)
        line = json.dumps({"id": f"记录{number}", "text": text}, ensure_ascii=number % 3 == 0)
        if number % 17 == 5:
            line = ("", "{", '{"id":"x"}')[number // 17 % 3]
        lines.append(line)
    return lines


def write_shards(folder, count, size):
    """Writes `count` files of `size` lines; returns all of them, one behind the other."""
    folder.mkdir(parents=True)
    lines = make_lines(count * size)
    for number in range(count):
        part = lines[number * size:(number + 1) * size]
        (folder / f"{number:05d}.jsonl").write_text("".join(line + "\n" for line in part))
    return "".join(line + "\n" for line in lines).encode()
