/* measures.yaml: measure words and units, bound words, names that hold a number which counts
 * nothing, the words around a quantity that say what is counted, and names of bodies. */
#ifndef HB_VOCABULARY_MEASURES_H
#define HB_VOCABULARY_MEASURES_H

#include "vocabulary/trie.h"

/* A few characters; searched one by one. */
struct hb_charset {
    const uint32_t *chars;
    uint32_t n;
};

static inline bool hb_charset_has(struct hb_charset set, uint32_t c)
{
    for (uint32_t i = 0; i < set.n; i++)
        if (set.chars[i] == c)
            return true;
    return false;
}

enum hb_measure_kind {
    HB_MEASURE_COUNT,    /* 个 名 户 人次 */
    HB_MEASURE_MONEY,    /* 元 */
    HB_MEASURE_PHYSICAL, /* 公里 吨 亩 */
    HB_MEASURE_TIME,     /* 年 天 小时 */
    HB_MEASURE_RATIO     /* % 成 百分点 */
};

struct hb_measure {
    enum hb_measure_kind kind;
    const char *code;           /* the unit; NULL: the word as written */
    int scale;                  /* the value is multiplied by ten to this power: 成 is 10 % */
    bool digits;                /* only behind figures: 5分, not 十分 */
    bool behind_ge;             /* also behind 个: 3个课时 */
    bool ge_only;               /* only behind 个: 3个月 */
    bool one;                   /* 一 before it counts where it ends a clause: 建广场一个, */
    bool more;                  /* 多 may stand behind it: 3年多 */
    int64_t least;              /* no measure word below this number; 0: any */
    struct hb_charset not_next; /* begins another word before these: 部 before 队 */
    struct hb_charset not_last; /* no measure word when the number stands behind these: 楼1层 */
};

struct hb_bound_word {
    const char *bound;            /* "over", "nearly" … as hb_bound_find() reads it */
    bool bare;                    /* may stand before 百 千 万 without a digit: 上千 近百 */
    bool closing;                 /* counts only with a bound word behind too: 达到…以上 */
    bool measured;                /* only behind a time, a length, money: 24小时内 */
    struct hb_charset not_behind; /* is part of another word behind these: 附近 节约 */
    struct hb_charset not_next;   /* is part of another word before these: 内+部 */
};

/* A noun that says what a number without a measure word counts: 总人口230余万. */
struct hb_counted_noun {
    const char *unit;
};

/* What a word does beside a quantity. */
enum hb_role {
    HB_ROLE_VERB = 1,       /* governs what is counted: 投入 发放; ends and begins a noun */
    HB_ROLE_ACT = 2,        /* ends a noun that follows the number: 就读 上岗 */
    HB_ROLE_WEAK = 4,       /* a verb that also begins a noun with 的: 参加…的官兵 */
    HB_ROLE_LINK = 8,       /* 为 对 在 其中: not part of the noun */
    HB_ROLE_LIGHT = 16,     /* stands between the noun and its number: 达 共计 */
    HB_ROLE_NOMINAL = 32,   /* makes a noun of the verb before it: 培训+班 */
    HB_ROLE_PURPOSE = 64,   /* what follows is paid for: 用于 */
    HB_ROLE_HEAD = 128,     /* a noun that usually ends the phrase: 官兵 家庭 */
    HB_ROLE_VAGUE = 256,    /* says only that it is money: 资金 */
    HB_ROLE_MONEY = 512,    /* a number behind it may be money without 元: 投入 */
    HB_ROLE_SPAN = 1024,    /* a time behind it is a duration: 为期 连续 */
    HB_ROLE_PER = 2048,     /* 每 with this word is a rate: 每人 每学期 */
    HB_ROLE_WHOLE = 4096,   /* holds a word of another role that must not be seen: 为了 */
    HB_ROLE_NOUNY = 8192,   /* a verb that is a noun before a nominal word: 培训 */
    HB_ROLE_SINGLE = 16384, /* a verb of one character, where a clause or link begins: 送 */
    HB_ROLE_ACTING = 32768, /* a verb that belongs to what happened N times: 走访驻军4次 */
    HB_ROLE_RESULT = 65536, /* a verb that says by itself what is counted: 办结35项 */
    HB_ROLE_COMPLEMENT = 262144, /* makes a verb of the character before it: 植+下 护+住 */
    HB_ROLE_AGENT = 524288,      /* who did it, not what is counted: 军医+下乡33趟 */
    HB_ROLE_OFFICER = 1048576,   /* of bodies that are counted: 21个站所+负责人 */
    HB_ROLE_QUALITY = 2097152,   /* belongs to the noun behind it: 平均+办案时限 */
    HB_ROLE_SAME = 131072        /* what the quantity before counted: 占地3600平方米 */
};

/* What a word is in the name of a body. */
enum hb_name_role {
    HB_NAME_BODY = 1,    /* a body by itself: 人民政府 人武部 */
    HB_NAME_SUBJECT = 2, /* with an office behind it: 民政 + 局 */
    HB_NAME_OFFICE = 4,
    HB_NAME_TAIL = 8,      /* may follow: 办公室 党组 */
    HB_NAME_LEVEL = 16,    /* may stand before: 市 县 全国 */
    HB_NAME_LAW = 32,      /* a title that ends so is a law: 条例 */
    HB_NAME_LAW_TAIL = 64, /* and may be followed by: (试行) */
    HB_NAME_GENERIC = 128, /* a place only behind another: 城区 */
    HB_NAME_SUFFIX = 256,  /* ends the name of a body that begins with a place or level: 公司 */
    HB_NAME_NEAR = 512,    /* the same, also right behind it: 县+医院 */
};

/* Words with roles: `roles` by the trie's values. */
struct hb_roles {
    struct hb_trie trie;
    HB_ARRAY(uint32_t) list;
};

/* A short name; one of a province is a place only before another name: 贵州兴义市. */
struct hb_short_place {
    const char *code;
};

struct hb_measures {
    struct hb_trie units;
    HB_ARRAY(struct hb_measure) list; /* by the values of `units` */
    struct hb_trie before, after;     /* bound words before and behind */
    HB_ARRAY(struct hb_bound_word) bounds;
    struct hb_trie fixed; /* 三个代表 四套班子: nothing is counted */
    struct hb_trie whole; /* words that do not make another word of the measure word before
                             them: 3家+乡镇, though 家乡 is one */
    struct hb_trie free;  /* words behind which a bound word is one, though their last
                             character may end another: 损失+约, though 失约 is one */
    struct hb_trie counted_before, counted_behind; /* of number: 人口 before, 群众 behind */
    HB_ARRAY(struct hb_counted_noun) counted;
    struct hb_roles of, names;
    struct hb_charset ordinal;         /* a number behind these is no amount: 第 */
    struct hb_charset article;         /* 一 behind these counts nothing: 每 各 */
    struct hb_charset not_after_place; /* 市+场, 区+域: no place */
    struct hb_charset noun_number;     /* 人数 总数: 数 behind these begins no number */
    struct hb_charset noun_digit, before_noun_digit;     /* 队+伍, 大+陆: no digits */
    struct hb_charset after_more;                        /* 3年多 stands before these: 的 长 */
    struct hb_charset not_before_level, not_after_level; /* 城+市, 县+里: no level of a body */
    struct hb_charset person_end, body_end; /* a noun that ends so is a person, a body */
    struct hb_charset year_mark;            /* 2023版: a year before these counts nothing */
    struct hb_charset dimension;            /* 长 宽: between a noun and its length */
    struct hb_charset before_month;         /* 盛夏七月: a Chinese month behind these is none */
    struct hb_charset not_season;           /* 春+节, 夏+令: no season */
    struct hb_charset behind_line;          /* 30 | 万: go on with the figure of the line above */
    struct hb_charset times;                /* 3次: times that something was done */
    struct hb_charset persons;  /* 3名, 3户: measure words of people and where they live */
    struct hb_charset levels;   /* 省 市 县: how the names of places end */
    struct hb_charset numbered; /* 表1 5人: what stands before a number of its own */
    struct hb_trie shorts;      /* short names of places: 贵州, 黔西南州 */
    HB_ARRAY(struct hb_short_place) short_list;
};

enum hb_status hb_measures_load(struct hb_measures *measures, const char *bytes, size_t size,
                                struct hb_arena *arena, struct hb_error *error);

/* The roles of the longest word at text[at], its length in *len; 0 for none. */
uint32_t hb_roles_at(const struct hb_roles *roles, const uint32_t *text, uint32_t at, uint32_t end,
                     uint32_t *len);

#endif
