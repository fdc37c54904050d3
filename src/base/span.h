/* A piece of text: code points [from, to) of the decoded source, half-open.
 * The only way text travels between the stages. */
#ifndef HB_BASE_SPAN_H
#define HB_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

struct hb_span {
    uint32_t from, to;
};

static inline struct hb_span hb_span_of(uint32_t from, uint32_t to)
{
    return (struct hb_span){from, to};
}

static inline uint32_t hb_span_len(struct hb_span s)
{
    return s.to - s.from;
}

static inline bool hb_span_is_empty(struct hb_span s)
{
    return s.from >= s.to;
}

static inline bool hb_span_has(struct hb_span outer, struct hb_span inner)
{
    return outer.from <= inner.from && inner.to <= outer.to;
}

static inline bool hb_span_overlaps(struct hb_span a, struct hb_span b)
{
    return a.from < b.to && b.from < a.to;
}

#endif
