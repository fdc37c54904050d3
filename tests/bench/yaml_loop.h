/* A plain libyaml loop over events that were read before: the peer of huibao's YAML. */
#ifndef BENCH_YAML_LOOP_H
#define BENCH_YAML_LOOP_H

#include <stdbool.h>
#include <stddef.h>

/* Growing bytes. Those of events: a letter for each ({ } [ ] for collections, p s d for a plain,
 * single-quoted or double-quoted scalar, which its length, its bytes and a NUL follow). */
struct text {
    char *bytes;
    size_t size, room;
};

void text_add(struct text *text, const void *bytes, size_t size);
/* Reads YAML into events. False when it is none. */
bool events_read(struct text *events, const char *yaml, size_t size);
/* Writes them as huibao does: block style, two spaces, nothing folded. */
bool events_write(const struct text *events, struct text *out);

#endif
