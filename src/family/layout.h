/* The paragraphs of a stretch of the view, with what families judge them by. */
#ifndef HB_FAMILY_LAYOUT_H
#define HB_FAMILY_LAYOUT_H

#include "model/model.h"
#include "text/mark.h"
#include "vocabulary/vocabulary.h"

/* One line of the view that holds more than blanks. View positions throughout. */
struct hb_para {
    uint32_t from, to;   /* without blanks around */
    struct hb_mark mark; /* at its start */
    uint32_t sentences;  /* sentence ends inside, one at the very end not counted */
    bool ends_sentence;  /* ends with 。!? or a closing mark behind one */
    bool is_date;        /* nothing but a date */
    unsigned uses;       /* bits of enum hb_outline_use found in it */
    struct hb_hit places[HB_OUTLINE__COUNT]; /* where, for the bits that are set */
};

struct hb_layout {
    const struct hb_vocabulary *vocabulary;
    const struct hb_model *model;
    const struct hb_view *view;
    struct hb_arena *arena;
    HB_ARRAY(struct hb_para) paras;
};

/* Paragraphs of the model's view. HB_NOMEM or HB_OK. */
enum hb_status hb_layout_make(struct hb_layout *layout, const struct hb_vocabulary *vocabulary,
                              struct hb_model *model);

/* Adds the paragraph [from, to), blanks around taken off. False when memory is out. */
bool hb_layout_add(struct hb_layout *layout, uint32_t from, uint32_t to);

static inline bool hb_para_has(const struct hb_para *para, enum hb_outline_use use)
{
    return (para->uses >> use & 1u) != 0;
}

static inline uint32_t hb_para_len(const struct hb_para *para)
{
    return para->to - para->from;
}

/* True when the `n` characters at view positions a and b are the same. */
bool hb_layout_same(const struct hb_layout *layout, uint32_t a, uint32_t b, uint32_t n);
/* True when view[from, to) holds nothing but a date. */
bool hb_layout_is_date(const struct hb_view *view, uint32_t from, uint32_t to);
/* True when [from, to) is short, unpunctuated and speaks of the subject or ends with a genre
 * word: it could be a title. */
bool hb_para_is_title_like(const struct hb_layout *layout, const struct hb_para *para);
/* ★, ────: nothing but signs. */
bool hb_para_is_rule(const struct hb_layout *layout, const struct hb_para *para);
/* 某县双拥办          2023年8月2日: a date behind a blank at the end, as of who sent it out. */
bool hb_para_ends_with_date(const struct hb_layout *layout, const struct hb_para *para);
/* The genre a title names, or HB_GENRE__COUNT. */
enum hb_genre hb_para_genre(const struct hb_para *para);

#endif
