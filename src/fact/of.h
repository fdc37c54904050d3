/* What is counted or paid for: the noun beside a quantity. */
#ifndef HB_FACT_OF_H
#define HB_FACT_OF_H

#include "fact/reading.h"

/* A quantity whose noun is sought, in view positions. */
struct hb_of_query {
    uint32_t from, to; /* the quantity; `to` behind a rate such as /人 */
    const struct hb_measure *measure;
    bool events;        /* counts times: 次, 人次, 台次 */
    bool times;         /* 次, 趟, 回 */
    bool persons;       /* 人, 名, 位, 人次 */
    struct hb_span per; /* 每户 before it */
};

/* The span of the noun in view positions; from == to when the clause does not say. */
struct hb_span hb_of_find(const struct hb_reading *reading, const struct hb_of_query *query);

/* True when it counts what the quantity before it counted: 由8万元增至26万元, 34盒、1200余份.
 * `of` is what hb_of_find() said. */
bool hb_of_is_same(const struct hb_reading *reading, const struct hb_of_query *query,
                   struct hb_span of);

/* True when it is the second end of a change of the time before it: 由45分钟压缩到20分钟. */
bool hb_of_ends_span(const struct hb_reading *reading, const struct hb_of_query *query);

/* The noun of the clause before, when this one has but a verb: 设立基金,每年出资12万元. */
struct hb_span hb_of_find_earlier(const struct hb_reading *reading,
                                  const struct hb_of_query *query);

#endif
