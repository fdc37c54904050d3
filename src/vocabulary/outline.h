/* outline.yaml: the words by which titles, headings, hand-over sentences, signatures and the
 * borders between reports are known. */
#ifndef HB_VOCABULARY_OUTLINE_H
#define HB_VOCABULARY_OUTLINE_H

#include "model/label.h"
#include "vocabulary/measures.h"
#include "vocabulary/pattern.h"

enum hb_outline_use {
    HB_OUTLINE_SUBJECT,  /* a title names one of these: 双拥, 拥军 … */
    HB_OUTLINE_BRIEFING, /* genre words: how a title ends */
    HB_OUTLINE_SUMMARY,
    HB_OUTLINE_FEATURE,
    HB_OUTLINE_PLAN,
    HB_OUTLINE_SPEECH,
    HB_OUTLINE_NOTICE,
    HB_OUTLINE_SPLIT,      /* a line that begins the next report: 篇一, 双拥工作总结二 */
    HB_OUTLINE_BORDER,     /* one by a mark of its own: 篇一, 范文二; found as SPLIT, too */
    HB_OUTLINE_HAND_OVER,  /* 现将…汇报如下 */
    HB_OUTLINE_BODY,       /* how the name of an issuer ends: 办公室, 委员会 … */
    HB_OUTLINE_BY_LINE,    /* 作者:, 供稿:, (…双拥办) */
    HB_OUTLINE_SALUTATION, /* 各位领导: */
    HB_OUTLINE_CLOSE,      /* 特此报告, 以上汇报… */
    HB_OUTLINE_ABSTRACT,   /* 摘要:, 导读: */
    HB_OUTLINE_FORCES,     /* issuers that are of the forces: 部队, 大队, 支队 … */
    HB_OUTLINE_NOTE,       /* 附件:, 联系人:, 抄送: below a signature */
    HB_OUTLINE_NOT_PLACE,  /* 城市, 社区: end like a place and are none */
    HB_OUTLINE_PAST,       /* 早在2011年: speaks of a year before the report's time */
    HB_OUTLINE_DATELINE,   /* 本报讯(记者…): a press report */
    HB_OUTLINE_MEMBER,     /* 副组长:某某: a line of a list of members, no heading */
    HB_OUTLINE_OPENING,    /* 在…领导下: begins the text behind a title that ran into it */
    HB_OUTLINE_CONTENTS,   /* 目录: stands above a table of contents */
    HB_OUTLINE_HONOUR,     /* 连续被评为: right behind years that are no period */
    HB_OUTLINE_TURN,       /* 下一步,: turns from what was done to what will be */
    HB_OUTLINE_TOPIC,      /* 拥军, 开展: in a title the issuer's name ends before these */
    HB_OUTLINE_CREDIT,     /* 供稿: behind the name in a signature */
    HB_OUTLINE_OFFICE,     /* 双拥办: an issuer named by the subject */
    HB_OUTLINE_PARENT,     /* 国网: the name of a place stands behind it */
    HB_OUTLINE_CAPTION,    /* 表1, 单位:万元: of a table, no heading */
    HB_OUTLINE__COUNT
};
_Static_assert(HB_OUTLINE__COUNT <= 32, "what was found in a text is told by bits of an unsigned");

/* Kinds of places, from the widest: 省 市 县 镇 村. */
enum { HB_PLACE_TOWN = 3, HB_PLACE_LEVELS = 5 };

struct hb_outline_rule {
    enum hb_outline_use use;
    const char *say;
};

struct hb_outline {
    struct hb_lexicon lexicon; /* rule numbers are indexes of `list` */
    HB_ARRAY(struct hb_outline_rule) list;
    struct hb_charset levels[HB_PLACE_LEVELS]; /* how the names of each kind of place end */
    struct hb_charset counted;     /* 次 是: a number in front of these is not that of a title */
    struct hb_charset counts;      /* 甲 注: a line may begin with one of these and 、 */
    struct hb_charset bound;       /* 的 会: a title does not end in front of one of these */
    struct hb_charset no_place;    /* 在 我: no name of a place has these */
    struct hb_charset parent_body; /* 局 司: the name of a place may stand behind that of a body */
    struct hb_trie small_places;   /* 街道 社区: how the names of parts of towns end */
    struct hb_pattern_chars border_heads, before_number; /* of BORDER and SPLIT */
};

enum hb_status hb_outline_load(struct hb_outline *outline, const char *bytes, size_t size,
                               struct hb_arena *arena, struct hb_error *error);

/* The kind of place whose name ends in `c`, from 0 for the widest; HB_PLACE_LEVELS for none. */
unsigned hb_outline_level(const struct hb_outline *outline, uint32_t c);

/* May a border begin with `c`? May `c` stand in front of the number of a report: 总结二? */
bool hb_outline_begins_border(const struct hb_outline *outline, uint32_t c);
bool hb_outline_precedes_number(const struct hb_outline *outline, uint32_t c);

/* Which uses are found in text[from, to): bit (1 << use) for each. When `places` is not NULL it
 * has HB_OUTLINE__COUNT hits, of which the last of each use found is kept. */
unsigned hb_outline_read(const struct hb_outline *outline, const uint32_t *text, uint32_t from,
                         uint32_t to, struct hb_hit *places);

/* The genre that a title names: that of its last genre word, but 总结 and 汇报 before 计划 (a
 * report on the year and a plan for the next is a report). `found` and `places` are of
 * hb_outline_read(). HB_GENRE__COUNT when it names none. */
enum hb_genre hb_outline_genre(unsigned found, const struct hb_hit *places);

#endif
