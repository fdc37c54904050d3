#include "stage/cuts.h"
#include "stage/evidence.h"
#include "vocabulary/outline.h"

/* The last word before a piece is taken for site text: a long piece full of the words that tell
 * the parts of a report apart is the report's, and so is a line that begins the next report. */

enum { SHORTEST_REPORT_TEXT = 40, ENOUGH_EVIDENCE = 60, LONGEST_BORDER = 60 };

bool hb_begins_report(const struct hb_vocabulary *vocabulary, const struct hb_source *source,
                      struct hb_span span)
{
    return hb_span_len(span) <= LONGEST_BORDER &&
           (hb_outline_read(&vocabulary->outline, source->folded, span.from, span.to, NULL) >>
                HB_OUTLINE_SPLIT &
            1u) != 0;
}

bool hb_reads_as_report(const struct hb_vocabulary *vocabulary, const struct hb_source *source,
                        struct hb_span span, bool beside_introduction)
{
    struct hb_view whole = {.chars = source->folded, .len = source->len};
    struct hb_evidence_room room;
    struct hb_evidence evidence;
    int32_t most = 0;
    if (hb_span_len(span) < SHORTEST_REPORT_TEXT)
        return false;
    hb_evidence_read(&vocabulary->cues, &whole, span.from, span.to, span.from, 10, &room,
                     &evidence);
    for (unsigned l = 0; l < HB_LABEL__COUNT; l++)
        if (evidence.score[l] > most)
            most = evidence.score[l];
    return most >= (beside_introduction ? 2 * ENOUGH_EVIDENCE : ENOUGH_EVIDENCE);
}
