/* Words put in by automatic synonym replacement, and the verdict on the whole document. */
#include <string.h>

#include "anomaly/inquiry.h"

/* A word that may be right is reported where this many different words of the document cannot
 * be, or where one cannot and so many doubtful ones come together that chance does not explain
 * them. */
enum { SURE_WITNESSES = 2, DOUBTFUL_WITNESSES = 2, VERDICT_WITNESSES = 3 };

struct finding {
    uint32_t from, to;
    const struct hb_spun_word *word;
    bool sure;
};

struct findings {
    HB_ARRAY(struct finding) list;
    HB_ARRAY(struct finding) instead; /* of HB_SPUN_INSTEAD */
    uint32_t sure, doubtful;          /* different words of `list` */
};

/* Of hits that overlap the longest stays, of equal ones the sure one; hits are in order. */
static void add_finding(struct findings *f, struct hb_inquiry *q, struct hb_hit hit)
{
    const struct hb_spun_word *word = &q->vocabulary->spun.list.items[hit.rule];
    struct finding *last = f->list.n > 0 ? &f->list.items[f->list.n - 1] : NULL;
    bool sure = word->kind == HB_SPUN_SURE;
    if (last != NULL && hit.from < last->to) {
        bool same = hit.from == last->from && hit.to == last->to;
        if (!same && (hit.to <= last->to || hit.from != last->from))
            return;
        if (same && (last->sure || !sure))
            return;
        *last = (struct finding){hit.from, hit.to, word, sure};
        return;
    }
    struct finding *slot = HB_PUSH(q->model->arena, &f->list);
    if (slot != NULL)
        *slot = (struct finding){hit.from, hit.to, word, sure};
}

static void sort_hit(struct findings *f, struct hb_inquiry *q, struct hb_hit hit)
{
    const struct hb_spun_word *word = &q->vocabulary->spun.list.items[hit.rule];
    if (word->kind != HB_SPUN_INSTEAD) {
        add_finding(f, q, hit);
        return;
    }
    struct finding *slot = HB_PUSH(q->model->arena, &f->instead);
    if (slot != NULL)
        *slot = (struct finding){hit.from, hit.to, word, false};
}

static bool has_word(const struct hb_seen *seen, const struct hb_inquiry *q,
                     const struct finding *finding)
{
    return seen->usable &&
           hb_trie_exact(&seen->trie, q->text, finding->from, finding->to) != UINT32_MAX;
}

/* A word that is sure in one place is a sure witness. */
static void count_witnesses(struct findings *f, struct hb_inquiry *q)
{
    struct hb_seen sure, doubtful;
    hb_seen_init(&sure, q);
    hb_seen_init(&doubtful, q);
    for (uint32_t i = 0; i < f->list.n; i++)
        if (f->list.items[i].sure)
            f->sure += hb_seen_add(&sure, q, f->list.items[i].from, f->list.items[i].to);
    for (uint32_t i = 0; i < f->list.n; i++)
        if (!has_word(&sure, q, &f->list.items[i]))
            f->doubtful += hb_seen_add(&doubtful, q, f->list.items[i].from, f->list.items[i].to);
}

/* The place of the verdict: the first title, else the first unit. */
static struct hb_span find_head(const struct hb_model *model)
{
    const struct hb_unit *first = NULL;
    for (uint32_t r = 0; r < model->reports.n; r++)
        for (uint32_t u = 0; u < model->reports.items[r].units.n; u++) {
            const struct hb_unit *unit = &model->reports.items[r].units.items[u];
            if (unit->kind == HB_UNIT_TITLE)
                return unit->span;
            first = first == NULL ? unit : first;
        }
    return first == NULL ? hb_span_of(0, 0) : first->span;
}

static void report_verdict(struct hb_inquiry *q, uint32_t sure, uint32_t doubtful)
{
    struct hb_span head = find_head(q->model);
    const char *reason =
        hb_inquiry_format(q, "%u different words that cannot be right, %u that hardly can",
                          (unsigned)sure, (unsigned)doubtful);
    hb_diag_add(q->model->diags, q->model->arena,
                (struct hb_diag){.code = HB_DIAG_SPUN_TEXT, .span = head, .reason = reason});
}

/* The first place of each word, of a doubtful one only when the document is known to be spun; of a
 * sure one the first place of each collocation too: 党中心, 中心军委. */
static void report_words(struct hb_inquiry *q, const struct findings *f, bool all)
{
    const struct hb_spun_word *words = q->vocabulary->spun.list.items;
    bool *used = hb_arena_alloc(q->model->arena, q->vocabulary->spun.list.n + 1u, sizeof *used);
    struct hb_seen reported;
    hb_seen_init(&reported, q);
    for (uint32_t i = 0; i < f->list.n && used != NULL; i++) {
        const struct finding *finding = &f->list.items[i];
        bool *rule = &used[finding->word - words];
        if ((!finding->sure && !all) || *rule)
            continue;
        bool first = hb_seen_add(&reported, q, finding->from, finding->to);
        *rule = first || finding->sure;
        if (*rule)
            hb_inquiry_add(q, HB_DIAG_SPUN_TERM, finding->from, finding->to, finding->word->meant,
                           finding->sure ? "no report uses this word here"
                                         : "doubtful here, and other words were replaced");
    }
}

static void mark_present(void *self, uint32_t value, uint32_t from, uint32_t to)
{
    (void)from;
    (void)to;
    ((bool *)self)[value] = true;
}

/* A replacing program takes a word at each of its places: what stands for one that is nowhere in
 * the text is reported at its first place that no other finding covers. */
static void report_instead(struct hb_inquiry *q, const struct findings *f)
{
    const struct hb_spun *spun = &q->vocabulary->spun;
    bool *present = f->instead.n == 0
                        ? NULL
                        : hb_arena_alloc(q->model->arena, spun->list.n + 1u, sizeof *present);
    if (present == NULL)
        return;
    hb_trie_scan(&spun->meant, q->text, 0, q->len, mark_present, present);
    struct hb_seen reported;
    hb_seen_init(&reported, q);
    for (uint32_t i = 0; i < f->list.n; i++)
        hb_seen_add(&reported, q, f->list.items[i].from, f->list.items[i].to);
    for (uint32_t i = 0, k = 0; i < f->instead.n; i++) {
        const struct finding *finding = &f->instead.items[i];
        while (k < f->list.n && f->list.items[k].to <= finding->from)
            k++;
        bool covered = k < f->list.n && f->list.items[k].from < finding->to;
        if (!covered && !present[finding->word - spun->list.items] &&
            hb_seen_add(&reported, q, finding->from, finding->to))
            hb_inquiry_add(q, HB_DIAG_SPUN_TERM, finding->from, finding->to, finding->word->meant,
                           "words were replaced, and the one that is usual here never occurs");
    }
}

void hb_spun_read(struct hb_inquiry *q)
{
    struct hb_hits hits;
    struct findings f;
    memset(&f, 0, sizeof f);
    hb_hits_find(&hits, q, &q->vocabulary->spun.lexicon);
    for (uint32_t i = 0; i < hits.list.n; i++)
        sort_hit(&f, q, hits.list.items[i]);
    count_witnesses(&f, q);
    q->spun = f.sure >= SURE_WITNESSES || (f.sure > 0 && f.doubtful >= DOUBTFUL_WITNESSES);
    report_words(q, &f, q->spun);
    if (q->spun)
        report_instead(q, &f);
    if (q->spun && f.sure + f.doubtful >= VERDICT_WITNESSES)
        report_verdict(q, f.sure, f.doubtful);
}
