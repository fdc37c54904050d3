"""Several annotated reports in one source, as collections print them, each below a border of one
style; their labels move along."""
import copy

CN = '一二三四五六七八九十'
# What stands in front of each title and behind it.
STYLES = {
    '篇一：': lambda i: (f'篇{CN[i]}：', ''),
    '第一篇：': lambda i: (f'第{CN[i]}篇：', ''),
    '第1篇 ': lambda i: (f'第{i + 1}篇 ', ''),
    '【篇1】': lambda i: (f'【篇{i + 1}】', ''),
    '范文一：': lambda i: (f'范文{CN[i]}：', ''),
    '…(一)': lambda i: ('', f'({CN[i]})'),
    '…篇1': lambda i: ('', f'篇{i + 1}'),
}
KINDS = ('总结', '小结', '汇报', '报告', '计划', '要点', '匯報', '報告', '通报')


class Report:
    """A source with one report: its text from the title to the last character that is kept."""

    def __init__(self, text, gold):
        segments = gold['segments']
        title = next((s for s in segments if s['label'] == 'title'), None)
        name = (gold['reports'][0]['title'] or '').strip()
        self.fits = (title is not None and len(gold['reports']) == 1 and name.endswith(KINDS) and
                     text[title['start']:title['end']].strip().endswith(KINDS) and
                     not any(s['label'] == 'removed:duplicate' for s in segments))
        if not self.fits:
            return
        self.gold = gold
        self.start = title['start']
        self.end = max(s['end'] for s in segments if not s['label'].startswith('removed'))
        self.text = text[self.start:self.end]
        line = text[title['start']:title['end']]
        self.title_from = len(line) - len(line.lstrip())
        self.title_to = len(line.rstrip())
        self.ran_in = not line.endswith('\n')  # the title, into the text below it

    def place(self, at, before, behind, is_end=False):
        """Where offset `at` of the source stands, with `before` and `behind` around the title."""
        at -= self.start
        moved = at
        if at > self.title_from:
            moved += len(before)
        if at > self.title_to or (at == self.title_to and not is_end):
            moved += len(behind)
        return moved


def join(reports, style):
    """The text of the collection and its gold."""
    text, gold = '', {'segments': [], 'quantities': [], 'dates': [], 'anomalies': [],
                      'pinyin': [], 'reports': []}
    for number, report in enumerate(reports):
        before, behind = STYLES[style](number)
        if text and not text.endswith('\n'):
            text += '\n'
            gold['segments'][-1]['end'] += 1

        def place(at, is_end=False):
            return len(text) + report.place(at, before, behind, is_end)

        for s in report.gold['segments']:
            if s['start'] >= report.start and s['end'] <= report.end:
                gold['segments'].append(dict(s, start=place(s['start']), end=place(s['end'])))
        for kind in ('quantities', 'dates', 'anomalies'):
            gold[kind] += [dict(f, start=place(f['start']), end=place(f['end'], True))
                           for f in report.gold[kind]
                           if f['start'] >= report.start and f['end'] <= report.end and
                           f.get('code') != 'truncated']
        gold['pinyin'] += [[place(a), place(b, True)] for a, b in report.gold['pinyin']
                           if a >= report.start and b <= report.end]
        about = copy.deepcopy(report.gold['reports'][0])
        about['title'] = before + about['title'] + behind
        gold['reports'].append(about)
        text += (report.text[:report.title_from] + before +
                 report.text[report.title_from:report.title_to] + behind +
                 report.text[report.title_to:])
    gold['characters'] = len(text)
    return text, gold
