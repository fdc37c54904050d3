"""Damage that pages do to reports, laid over an annotated source so that its labels move along.

A damage is a function of an Edit and a random.Random; DAMAGES names them. What it puts in carries
the label it must get; what it changes keeps the label, values and codes it had. Where a source has
second copies or is wrapped already, damage that would make the copies differ, or wrap a second time,
leaves it alone.
"""
import copy
import re

INDENT = ' \t\u3000\xa0'
DIGITS = '零一二三四五六七八九'
HEAD = [
    '文档来源为:从网络收集整理.word版本可编辑.欢迎下载支持.\n',
    '精品文档，仅供学习与交流，如有侵权请联系网站删除\n',
    '来源：网友投稿 发布时间：2020-06-11 手机版\n',
    '以下是小编为大家整理的双拥工作总结，仅供参考，欢迎大家阅读。\n',
    '当前位置：首页 > 范文大全 > 工作总结 > 正文\n',
    '下载文档 收藏 打印 转发 共享赚钱\n',
]
TAIL = [
    '\n版权声明：本文内容由网友自发贡献，不代表本站立场，如有侵权请联系我们删除。',
    '\n【双拥工作总结】相关文章：\n1.双拥工作总结\n2.社区双拥工作总结\n3.乡镇双拥工作计划\n',
    '\n上一篇：拥军工作汇报\n下一篇：学校工作总结\n',
    '\n赞(12) 收藏 分享到：微信 微博 QQ空间\n',
    '\n以上就是双拥工作总结的全部内容，更多精彩请关注本站。\n',
]
RUNNING = [
    '最新资料推荐\n', '学习好资料 欢迎下载\n', '可编辑word文档\n', '--------------------\n',
    '此文档来自百度文库\n', '更多资料请访问www.example.com\n', '编号：FS-DY-20618\n', '~~~~~~~~\n',
]
GLOSSES = {
    '开展': 'kāizhǎn', '组织': 'zǔzhī', '建设': 'jiànshè', '工作': 'gōngzuò', '活动': 'huódòng',
    '领导': 'lǐngdǎo', '部队': 'bùduì', '困难': 'kùnnan', '解决': 'jiějué', '积极': 'jījí',
}
RADICALS = str.maketrans('民长见车门页风食', '⺠⻓⻅⻋⻔⻚⻛⻝')


class Edit:
    """A source, its gold, and what is to be changed."""

    def __init__(self, text, gold):
        self.text, self.gold, self.changes = text, gold, []
        self.labels = [None] * len(text)
        for segment in gold['segments']:
            for at in range(segment['start'], segment['end']):
                self.labels[at] = segment['label']
        self.facts = [(f['start'], f['end']) for kind in ('quantities', 'dates', 'anomalies')
                      for f in gold[kind]] + [tuple(p) for p in gold['pinyin']]

    def put(self, start, end, new, label=None):
        """Changes text[start:end]; text put in may have a label of its own."""
        self.changes.append((start, end, new, label))

    def is_kept(self, at):
        return not (self.labels[at] or '').startswith('removed')

    def is_inside_fact(self, at):
        return any(start < at < end for start, end in self.facts)

    def has_copies(self):
        return 'removed:duplicate' in self.labels

    def lines(self):
        """(start, start of its text, end of its text, end) of each line that is not empty."""
        at = 0
        for line in self.text.splitlines(True):
            if line.strip():
                yield (at, at + len(line) - len(line.lstrip()), at + len(line.rstrip()),
                       at + len(line))
            at += len(line)

    def apply(self):
        """The damaged text and its gold."""
        out, labels, place, n = [], [], [], 0
        starts, ends = [0] * (len(self.text) + 1), [0] * (len(self.text) + 1)
        alts = {at: s.get('alt', []) for s in self.gold['segments']
                for at in range(s['start'], s['end'])}
        changes, at = sorted(self.changes, key=lambda c: c[:2]) + [(len(self.text) + 1,) * 2], 0
        while True:
            ends[at] = n
            while changes[0][:2] == (at, at):
                _, _, new, label = changes.pop(0)
                out.append(new)
                labels += [label or (labels[-1] if labels else self.labels[0])] * len(new)
                place += [at if label is None else None] * len(new)
                n += len(new)
            starts[at] = n
            if at == len(self.text):
                break
            end, new = at + 1, self.text[at]
            if changes[0][0] == at:
                _, end, new, _ = changes.pop(0)
            out.append(new)
            labels += [self.labels[at]] * len(new)
            place += [at] * len(new)
            n += len(new)
            for inner in range(at + 1, end):
                starts[inner] = ends[inner] = n
            at = end
        return ''.join(out), self.move(labels, [alts.get(p, []) for p in place], starts, ends, n,
                                       ''.join(out))

    def move(self, labels, alts, starts, ends, n, text):
        gold, heads = copy.deepcopy(self.gold), set()
        for segment in self.gold['segments']:
            if segment['label'].startswith('heading'):
                heads.add(starts[segment['start']])
        gold['characters'], gold['segments'], at = n, [], 0
        while at < n:
            end = at
            while end < n and labels[end] == labels[at] and alts[end] == alts[at] and \
                    (end == at or end not in heads):
                end += 1
            label, alt = labels[at], list(alts[at])
            if label.startswith('heading') and at not in heads:  # behind what was put into it
                label, alt = 'preamble', ['heading:1', 'heading:2', 'heading:3']
            gold['segments'].append({'start': at, 'end': end, 'label': label, 'alt': alt})
            at = end
        for kind in ('quantities', 'dates', 'anomalies'):
            for fact in gold[kind]:
                fact['start'], fact['end'] = starts[fact['start']], ends[fact['end']]
                fact['text'] = text[fact['start']:fact['end']]
        gold['pinyin'] = [[starts[a], ends[b]] for a, b in gold['pinyin']]
        return gold


# ---- Line ends and blanks -------------------------------------------------------------------------

def wrap(edit, random, between='\n'):
    width = random.choice([30, 34, 38, 42])
    longs = sum(end - start for start, _, end, _ in edit.lines() if end - start > 90)
    if edit.has_copies() or longs * 3 < len(edit.text):
        return
    for start, _, end, _ in edit.lines():
        if edit.is_kept(start):
            for at in range(start + width, end, width):
                edit.put(at, at, between)


def wrap_with_blank_lines(edit, random):
    wrap(edit, random, '\n\n')


def indent(edit, random):
    blanks = random.choice(['\u3000\u3000', '    ', '\t', '\xa0\xa0\xa0\xa0'])
    for start, text, _, _ in edit.lines():
        edit.put(start, text, blanks)


def no_indent(edit, _):
    for start, text, _, _ in edit.lines():
        if text > start:
            edit.put(start, text, '')


def blank_lines(edit, _):
    for _, _, _, end in edit.lines():
        if edit.text[end - 1] == '\n':
            edit.put(end, end, '\n')


def form_feeds(edit, _):
    for number, (start, _, _, _) in enumerate(edit.lines()):
        if number % 6 == 5:
            edit.put(start, start, '\f')


def blanks_behind_marks(edit, random):
    for at, c in enumerate(edit.text[:-1]):
        if c in '，。；、' and edit.text[at + 1] != '\n' and random.random() < .3:
            edit.put(at + 1, at + 1, ' ')


def blanks_around_figures(edit, _):
    for number in re.finditer(r'(?<=[一-鿿])\d+(?:\.\d+)?(?=[一-鿿])', edit.text):
        if not edit.has_copies():
            edit.put(number.start(), number.start(), ' ')
            edit.put(number.end(), number.end(), ' ')


def unseen_characters(edit, random):
    for at in range(1, len(edit.text)):
        if '一' <= edit.text[at] <= '鿿' and edit.is_kept(at) and random.random() < .01:
            edit.put(at, at, random.choice('\u200b\ufeff\u00ad\u200d'), 'removed:boilerplate')


# ---- What sites put in ------------------------------------------------------------------------------

def page_numbers(edit, random):
    form = random.choice(['第%d页 共9页', '- %d -', '第 %d 页', '%d / 9', '—%d—'])
    for number, (start, _, _, _) in enumerate(edit.lines()):
        if number % 5 == 4 and edit.is_kept(start):
            edit.put(start, start, form % (number // 5 + 1) + '\n', 'removed:page-number')


def page_numbers_in_sentences(edit, random):
    form, number = random.choice(['第%d页 共9页', '- %d -', '第 %d 页']), 0
    for start, _, end, _ in edit.lines():
        at = start + random.randint(40, 80)
        if end - start > 120 and edit.is_kept(start) and not edit.is_inside_fact(at) and \
                edit.labels[at] == edit.labels[at - 1]:
            number += 1
            edit.put(at, at, '\n' + form % number + '\n', 'removed:page-number')


def site_head(edit, random):
    for line in random.sample(HEAD, 2):
        edit.put(0, 0, line, 'removed:boilerplate')


def site_tail(edit, random):
    for line in random.sample(TAIL, 2):
        edit.put(len(edit.text), len(edit.text), line, 'removed:boilerplate')


def running_heads(edit, random):
    for number, (start, _, _, _) in enumerate(edit.lines()):
        if number > 2 and number % 4 == 3 and edit.is_kept(start):
            edit.put(start, start, random.choice(RUNNING), 'removed:boilerplate')


def second_copy(edit, _):
    if len(edit.gold['reports']) == 1 and not edit.has_copies():
        body = edit.text if edit.text.endswith('\n') else '\n' + edit.text
        edit.put(len(edit.text), len(edit.text), body, 'removed:duplicate')


def tags(edit, _):
    for _, start, end, _ in edit.lines():
        if edit.is_kept(start):
            edit.put(start, start, '<p>', 'removed:boilerplate')
            edit.put(end, end, '</p>', 'removed:boilerplate')


def entity_blanks(edit, _):
    for start, _, _, _ in edit.lines():
        if edit.is_kept(start):
            edit.put(start, start, '&nbsp;&nbsp;&nbsp;&nbsp;', 'removed:boilerplate')


def references(edit, _):
    for at, c in enumerate(edit.text):
        if c in '“”·' and edit.is_kept(at) and edit.labels[at] != 'title' and \
                not edit.has_copies():
            edit.put(at, at + 1, f'&#{ord(c)};')


def bold_headings(edit, _):
    for _, start, end, _ in edit.lines():
        if edit.labels[start].startswith('heading'):
            edit.put(start, start, '**', 'removed:boilerplate')
            edit.put(end, end, '**', 'removed:boilerplate')


def glosses(edit, random):
    for word, gloss in GLOSSES.items():
        ends = [m.end() for m in re.finditer(word, edit.text)]
        for at in random.sample(ends, min(2, len(ends))):
            if edit.is_kept(at - 1) and edit.labels[at - 1] != 'title' and \
                    not edit.is_inside_fact(at):
                edit.put(at, at, f'({gloss})', 'removed:pinyin')


# ---- Marks and figures ----------------------------------------------------------------------------

def half_width(edit, _):
    for at, c in enumerate(edit.text):
        if c in '，；：（）！？':
            edit.put(at, at + 1, chr(ord(c) - 0xFEE0))


def full_width(edit, _):
    for at, c in enumerate(edit.text):
        if c in '0123456789%' and edit.labels[at] not in ('title', 'signature'):
            edit.put(at, at + 1, chr(ord(c) + 0xFEE0))


def radicals(edit, _):
    for at, c in enumerate(edit.text):
        if edit.is_kept(at) and edit.labels[at] not in ('title', 'signature') and \
                not edit.has_copies() and c.translate(RADICALS) != c:
            edit.put(at, at + 1, c.translate(RADICALS))


def other_marks(edit, random):
    """一、 (一) 1. as 1、 (1) ①, or as 第一部分 一、 1."""
    one, two, three = random.choice([('%d、', '(%d)', None), ('第%s部分 ', '%s、', '%d.')])
    counts = [0, 0, 0]
    forms = [(r'[一二三四五六七八九十]{1,3}、', one), (r'[（(][一二三四五六七八九十]{1,3}[)）]', two),
             (r'\d{1,2}[、.．](?=\D)', three)]
    if edit.has_copies():
        return
    for _, start, end, _ in edit.lines():
        if not edit.is_kept(start):
            continue
        for level, (pattern, form) in enumerate(forms):
            mark = re.match(pattern, edit.text[start:end])
            if not mark:
                continue
            counts[level:] = [counts[level] + 1] + [0] * (2 - level)
            number = counts[level]
            new = chr(0x2460 + number - 1) if form is None else \
                form % (number if '%d' in form else chinese(number))
            edit.put(start, start + mark.end(), new)
    edit.gold['anomalies'] = [a for a in edit.gold['anomalies'] if a['code'] != 'sequence-gap']


def chinese(n):
    """n < 10,000 in Chinese numerals."""
    out, zero = '', False
    for power, word in ((1000, '千'), (100, '百'), (10, '十'), (1, '')):
        digit, n = divmod(n, power)
        if digit:
            out += ('零' if zero and out else '') + DIGITS[digit] + word
        zero = not digit
    return out[1:] if out.startswith('一十') else out


def chinese_figures(edit, _):
    for q in edit.gold['quantities'] if not edit.has_copies() else []:
        numbers = list(re.finditer(r'\d+', q['text']))
        if len(numbers) == 1 and q.get('unit') != '%' and not re.search(r'[.,，\n]', q['text']) and \
                10 <= int(numbers[0][0]) < 10000 and q['text'][numbers[0].end():][:1] not in ('多', '余', '几'):
            at = q['start'] + numbers[0].start()
            if edit.text[at:at + len(numbers[0][0])] == numbers[0][0]:
                edit.put(at, at + len(numbers[0][0]), chinese(int(numbers[0][0])))


def thousands(edit, _):
    for q in edit.gold['quantities'] if not edit.has_copies() else []:
        for number in re.finditer(r'(?<![\d.])\d{4,}', edit.text[q['start']:q['end']]):
            edit.put(q['start'] + number.start(), q['start'] + number.end(), f'{int(number[0]):,}')


def chinese_dates(edit, _):
    for d in edit.gold['dates'] if not edit.has_copies() else []:
        date = re.fullmatch(r'(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?',
                            edit.text[d['start']:d['end']])
        if date and edit.labels[d['start']] not in ('title', 'signature'):
            new = ''.join('〇一二三四五六七八九'[int(c)] for c in date[1]) + '年'
            new += chinese(int(date[2])) + '月' if date[2] else ''
            edit.put(d['start'], d['end'], new + (chinese(int(date[3])) + '日' if date[3] else ''))


DAMAGES = {f.__name__.replace('_', ' '): f for f in (
    wrap, wrap_with_blank_lines, indent, no_indent, blank_lines, form_feeds, blanks_behind_marks,
    blanks_around_figures, unseen_characters, page_numbers, page_numbers_in_sentences, site_head,
    site_tail, running_heads, second_copy, tags, entity_blanks, references, bold_headings, glosses,
    half_width, full_width, radicals, other_marks, chinese_figures, thousands, chinese_dates)}
