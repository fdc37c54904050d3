"""What a data analyst would write in an afternoon: regular expressions, lxml, PyYAML, Jinja2. It
is measured, never shipped; its faults (no account of the text, no reasons, wrong years) are those
such scripts have.

usage: script.py LIST OUT       LIST: a line for each source, PATH, a tab, STEM
Exit status 77 when a package is missing."""

import os
import re
import sys

try:
    import jinja2
    import yaml
    from lxml import etree
    from yaml import CSafeDumper as Dumper
except ImportError as fault:
    print(f"script.py: {fault}", file=sys.stderr)
    sys.exit(77)

CHROME = [re.compile(p) for p in (
    r"^温馨提示", r"^下载", r"^(首页|当前位置)", r"^第 ?\d+ ?页", r"^(上|下)一篇", r"^相关推荐",
    r"^文档编号", r"^版权所有", r"浏览次数", r"^【打印】", r"小编", r"^责任编辑", r"^字号")]
GLOSS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]")
HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|\d+[.、]|●|★)")
ITEM = re.compile(r"(?=[一二三四五六七八九十]是)")
PARTS = {
    "organization": "领导 小组 机制 制度 责任 考核 经费 机构 部署 督查".split(),
    "publicity": "宣传 教育 国防 媒体 氛围 报道 专栏 基地 标语 学习".split(),
    "militarySupport": "部队 官兵 慰问 共建 抢险 驻军 营区 演练 军地 支援".split(),
    "preferentialTreatment": "优抚 安置 退役 抚恤 优待 补助 光荣牌 烈士 医疗".split(),
    "plans": "下一步 打算 计划 今后 继续 进一步 存在 不足 力争".split()}
UNITS = ("亿元|万元|元|万人|人次|人|名|户|个|次|台次|台|辆|套|件|册|篇|场|期|条|块|亩|平方米|公里"
         "|米|吨|年|家|所|处|支|份|盏|株|卷|项|轮|对|批|岁|分|毫升")
QUANTITY = re.compile(rf"(约|近|超过|超|达)?(\d+(?:\.\d+)?)(余|多)?(万|亿)?(余|多)?({UNITS})(以上|左右)?")
PERCENT = re.compile(r"(\d+(?:\.\d+)?)[%％]")
DATE = re.compile(r"(?:((?:19|20)\d\d)年)(?:(\d{1,2})月)?(?:(\d{1,2})日)?|(\d{1,2})月(?:(\d{1,2})日)?")
FACTOR = {"万": 10**4, "亿": 10**8}

XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:complexType name="q"><xs:simpleContent><xs:extension base="xs:string">
<xs:attribute name="value" type="xs:decimal" use="required"/>
<xs:attribute name="unit" use="required"/><xs:attribute name="approximate" type="xs:boolean"/>
</xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="d"><xs:simpleContent><xs:extension base="xs:string">
<xs:attribute name="when" use="required"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="i" mixed="true"><xs:choice minOccurs="0" maxOccurs="unbounded">
<xs:element name="quantity" type="q"/><xs:element name="date" type="d"/></xs:choice>
<xs:attribute name="part" use="required"/></xs:complexType>
<xs:element name="report"><xs:complexType><xs:sequence><xs:element name="title"/>
<xs:element name="section" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
<xs:element name="heading"/><xs:element name="item" type="i" minOccurs="0" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element></xs:sequence>
<xs:attribute name="source" use="required"/></xs:complexType></xs:element></xs:schema>"""

PAGE = """<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>{{ r.title }}</title><body>
<h1>{{ r.title }}</h1>{% for s in r.sections %}<section><h2>{{ s.heading }}</h2>
{% for i in s['items'] %}<p class="{{ i.part }}">{{ i.text }}</p>
{% if i.facts %}<ul>{% for f in i.facts %}<li data-kind="{{ f.kind }}"
data-value="{{ f.value or f.when }}">{{ f.text }}</li>{% endfor %}</ul>{% endif %}
{% endfor %}</section>{% endfor %}</body></html>"""


def decode(raw):
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            pass
    return raw.decode("utf-8", "replace")


def clean(text):
    lines, seen = [], set()
    for line in text.splitlines():
        line = re.sub(r"[ \t\u3000\xa0]+", " ", GLOSS.sub("", line)).strip()
        if not line or any(p.search(line) for p in CHROME) or (len(line) > 30 and line in seen):
            continue
        seen.add(line)
        lines.append(line)
    return lines


def part_of(text):
    return max(PARTS, key=lambda part: sum(text.count(word) for word in PARTS[part]))


def facts_of(text):
    found = []
    for m in DATE.finditer(text):
        year, month, day = m[1], m[2] or m[4], m[3] or m[5]
        when = (year or "-") + (f"-{int(month):02d}" if month else "") + \
            (f"-{int(day):02d}" if day else "")
        found.append((m.start(), m.end(), "date", {"when": when}))
    for m in PERCENT.finditer(text):
        found.append((m.start(), m.end(), "quantity", {"value": m[1], "unit": "%"}))
    for m in QUANTITY.finditer(text):
        unit, value = m[6], float(m[2]) * FACTOR.get(m[4], 1)
        if unit[0] in FACTOR:
            value, unit = value * FACTOR[unit[0]], unit[1:]
        facts = {"value": f"{value:.10g}" if value % 1 else f"{value:.0f}", "unit": unit}
        if m[1] in ("约", "近") or m[3] or m[5] or m[7]:
            facts["approximate"] = "true"
        found.append((m.start(), m.end(), "quantity", facts))
    return sorted(found, key=lambda f: (f[0], -f[1]))


def add_item(section, text):
    item = etree.SubElement(section, "item", part=part_of(text))
    at, last = 0, None
    for start, end, kind, values in facts_of(text):
        if start < at:
            continue
        if last is None:
            item.text = text[at:start]
        else:
            last.tail = text[at:start]
        last = etree.SubElement(item, kind, values)
        last.text, at = text[start:end], end
    if last is None:
        item.text = text[at:]
    else:
        last.tail = text[at:]


def build(lines, name):
    root = etree.Element("report", source=name)
    title = next((line for line in lines if len(line) < 40 and re.search("双拥|拥军", line)),
                 lines[0] if lines else "")
    etree.SubElement(root, "title").text = title
    section = None
    for line in lines:
        if line == title:
            continue
        if HEADING.match(line) or section is None:
            heading, _, line = line.partition("。") if HEADING.match(line) else ("", "", line)
            section = etree.SubElement(root, "section")
            etree.SubElement(section, "heading").text = heading
        for text in ITEM.split(line):
            if text:
                add_item(section, text)
    return root


def as_data(root):
    return {"source": root.get("source"), "title": root.findtext("title"), "sections": [
        {"heading": section.findtext("heading"), "items": [
            {"part": item.get("part"), "text": "".join(item.itertext()),
             "facts": [dict(fact.attrib, kind=fact.tag, text=fact.text) for fact in item]}
            for item in section.findall("item")]}
        for section in root.findall("section")]}


def write(out, kind, stem, content):
    path = os.path.join(out, kind, stem + "." + kind)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def main():
    schema = etree.XMLSchema(etree.fromstring(XSD))
    page = jinja2.Environment(autoescape=True).from_string(PAGE)
    for line in open(sys.argv[1], encoding="utf-8"):
        path, stem = line.rstrip("\n").split("\t")
        with open(path, "rb") as file:
            root = build(clean(decode(file.read())), stem)
        if not schema.validate(root):
            print(f"{path}: {schema.error_log.last_error}", file=sys.stderr)
        write(sys.argv[2], "xml", stem, etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
        data = as_data(root)
        write(sys.argv[2], "yaml", stem, yaml.dump(
            data, Dumper=Dumper, allow_unicode=True, sort_keys=False).encode())
        write(sys.argv[2], "html", stem, page.render(r=data).encode())


main()
