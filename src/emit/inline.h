/* What stands inside running text: facts, leads, cuts. Used by tree.c and by records. */
#ifndef HB_EMIT_INLINE_H
#define HB_EMIT_INLINE_H

#include "emit/key.h"
#include "model/model.h"
#include "xml/xml.h"

struct hb_inline {
    struct hb_xml *xml;
    const struct hb_model *model;
    struct hb_buffer text;      /* scratch */
    const struct hb_keys *keys; /* NULL: facts get none */
    uint32_t *quantity_numbers; /* of each fact: its xml:id within its report */
    uint32_t report;            /* number of the report being written, from 1 */
    uint32_t piece_characters;  /* a longer removed piece is divided */
};

bool hb_inline_init(struct hb_inline *in, struct hb_xml *xml, const struct hb_model *model,
                    uint32_t piece_characters);
void hb_inline_done(struct hb_inline *in);

/* The text of a span without what was cut in it; all of it when nothing else is left. Valid
 * until the next call. */
const char *hb_inline_clean(struct hb_inline *in, struct hb_span span);
/* start="…" end="…" */
void hb_inline_set_span(struct hb_inline *in, struct hb_span span);
/* NAME="r1.q5": the report being written, the kind of thing, its number. */
void hb_inline_set_id(struct hb_inline *in, const char *name, char kind, uint32_t number);
/* key="…", nothing when it is 0. */
void hb_inline_set_key(struct hb_inline *in, uint64_t key);
/* <removed …>: with its text in an attribute when it stands inside something else. */
void hb_inline_put_cut(struct hb_inline *in, const struct hb_cut *cut, bool is_inside);
/* The text of a span, with facts (if wanted), the lead (may be empty) and cuts marked. */
void hb_inline_put_text(struct hb_inline *in, struct hb_span span, struct hb_span lead,
                        bool with_facts);
/* <marks>: the facts of a span, apart from its text; nothing when there are none. */
void hb_inline_put_marks(struct hb_inline *in, const struct hb_span *spans, uint32_t n);

#endif
