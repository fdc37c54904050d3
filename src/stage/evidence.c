#include "stage/evidence.h"

#include <string.h>

#include "base/digits.h"
#include "base/utf8.h"
#include "text/chartype.h"

enum {
    LONGEST_WORD = 16,
    MOST_HITS = sizeof((struct hb_evidence_room *)0)->hits / sizeof(struct hb_evidence_hit)
};

struct reading {
    const struct hb_cues *cues;
    uint32_t lead_to;
    struct hb_evidence_hit *hits;
    uint32_t n;
    uint32_t counted[HB_LABEL__COUNT][2]; /* chains of what was counted against and for a label */
};

/* A cue inside a longer one of the same label says nothing more: 军烈属 and 烈属. A cue that
 * stands twice counts once. */
static bool is_covered(const struct reading *r, const struct hb_evidence_hit *hit, uint32_t chain)
{
    while (chain != 0) {
        const struct hb_evidence_hit *other = &r->hits[chain - 1];
        if (other->cue == hit->cue ||
            (other->from <= hit->from && hit->to <= other->to && other->weight >= hit->weight))
            return true;
        chain = other->next;
    }
    return false;
}

static void found(void *self, struct hb_hit hit)
{
    struct reading *r = self;
    const struct hb_cue *cue = &r->cues->list.items[hit.rule];
    if (cue->only_headings && hit.from >= r->lead_to)
        return;
    if (r->n < MOST_HITS)
        r->hits[r->n++] = (struct hb_evidence_hit){hit.rule, hit.from, hit.to, cue->weight, 0};
}

static void keep_strongest(struct hb_evidence *evidence, const struct hb_evidence_hit *hit,
                           int32_t points)
{
    uint32_t slot = evidence->n < HB_EVIDENCE_WORDS ? evidence->n++ : HB_EVIDENCE_WORDS;
    if (slot == HB_EVIDENCE_WORDS) {
        uint32_t weakest = 0;
        for (uint32_t i = 1; i < HB_EVIDENCE_WORDS; i++)
            if (evidence->hits[i].points < evidence->hits[weakest].points)
                weakest = i;
        if (evidence->hits[weakest].points >= points)
            return;
        slot = weakest;
    }
    evidence->hits[slot].cue = hit->cue;
    evidence->hits[slot].from = hit->from;
    evidence->hits[slot].to = hit->to;
    evidence->hits[slot].points = points;
}

/* Longer hits first, so that what they cover is known when the shorter ones come. */
static void sort_hits(struct reading *r)
{
    for (uint32_t i = 1; i < r->n; i++) {
        struct hb_evidence_hit hit = r->hits[i];
        uint32_t k = i;
        for (; k > 0 && r->hits[k - 1].to - r->hits[k - 1].from < hit.to - hit.from; k--)
            r->hits[k] = r->hits[k - 1];
        r->hits[k] = hit;
    }
}

void hb_evidence_read(const struct hb_cues *cues, const struct hb_view *view, uint32_t from,
                      uint32_t to, uint32_t lead_to, int lead_factor, struct hb_evidence_room *room,
                      struct hb_evidence *evidence)
{
    struct reading r = {.cues = cues, .lead_to = lead_to, .hits = room->hits};
    memset(evidence, 0, sizeof *evidence);
    hb_lexicon_scan(&cues->lexicon, view->chars, from, to, found, &r);
    sort_hits(&r);
    for (uint32_t i = 0; i < r.n; i++) {
        struct hb_evidence_hit *hit = &r.hits[i];
        enum hb_label label = cues->list.items[hit->cue].label;
        uint32_t *chain = &r.counted[label][hit->weight > 0];
        if (is_covered(&r, hit, *chain))
            continue;
        hit->next = *chain;
        *chain = i + 1;
        int32_t points = hit->weight * (hit->from < lead_to ? lead_factor : 10);
        evidence->score[label] += points;
        keep_strongest(evidence, hit, points);
    }
}

/* +3; returns its length. */
static size_t put_points(char *text, int32_t points)
{
    char digits[HB_DIGITS_ROOM], *end = digits + sizeof digits;
    const char *p = hb_digits_put(end, (uint32_t)(points < 0 ? -points : points) / 10 % 1000);
    *text = points < 0 ? '-' : '+';
    memcpy(text + 1, p, (size_t)(end - p));
    return (size_t)(end - p) + 1;
}

void hb_evidence_print(const struct hb_cues *cues, const struct hb_view *view,
                       const struct hb_evidence *evidence, enum hb_label label,
                       struct hb_arena *arena, const char **words)
{
    char text[HB_EVIDENCE_WORDS * (LONGEST_WORD * 4 + 16)];
    size_t n = 0;
    for (uint32_t i = 0; i < evidence->n; i++) {
        uint32_t from = evidence->hits[i].from, to = evidence->hits[i].to;
        if (cues->list.items[evidence->hits[i].cue].label != label)
            continue;
        if (n > 0)
            text[n++] = ' ';
        for (uint32_t k = from; k < to && k - from < LONGEST_WORD; k++)
            if (!hb_is_space(view->chars[k]) && !hb_char_is_forbidden(view->chars[k]))
                n += hb_utf8_put(view->chars[k], (unsigned char *)text + n);
        n += put_points(text + n, evidence->hits[i].points);
    }
    *words = hb_arena_dup(arena, text, n);
}

uint16_t hb_evidence_confidence(int32_t margin)
{
    /* Margin → share of right decisions, as measured on the development reports
     * (docs/accuracy.md); straight lines between the points. */
    static const struct {
        int32_t margin;
        int share;
    } points[] = {{0, 500}, {20, 600}, {50, 800}, {110, 910}, {180, 965}, {300, 985}, {600, 995}};
    enum { N = sizeof points / sizeof *points };
    for (unsigned i = 1; i < N; i++)
        if (margin < points[i].margin)
            return (uint16_t)(points[i - 1].share + (points[i].share - points[i - 1].share) *
                                                        (margin - points[i - 1].margin) /
                                                        (points[i].margin - points[i - 1].margin));
    return (uint16_t)points[N - 1].share;
}
