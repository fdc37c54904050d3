#include "cli/fingerprint.h"

#include <stdlib.h>
#include <string.h>

#include "cli/screen.h"

/* Code points on each side that count as what stands around: enough to tell places apart, few
 * enough to outlive a change elsewhere in the paragraph. */
enum { CONTEXT = 12 };

/* FNV-1a: a name, not a proof. */
#define FNV_START UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME UINT64_C(0x100000001B3)

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ p[i]) * FNV_PRIME;
    return hash;
}

/* Moves over at most `count` code points. */
static const char *skip(const char *text, size_t count)
{
    while (count-- > 0 && *text != '\0')
        hb_cli_screen_next(&text);
    return text;
}

size_t hb_cli_finding_words(const struct hb_cli_finding *finding, const char **words)
{
    *words = "";
    if (finding->excerpt == NULL || finding->excerpt_column == 0)
        return 0;
    *words = skip(finding->excerpt, finding->excerpt_column - 1);
    return (size_t)(skip(*words, finding->excerpt_length) - *words);
}

/* Blanks do not count: they change when a paragraph is laid out anew. */
static bool is_blank(uint32_t point)
{
    return point == ' ' || point == '\t' || point == 0xA0 || point == 0x3000;
}

/* Hashes what is no blank from `from` to `to`, or to the end, `most` code points of it. */
static uint64_t hash_text(uint64_t hash, const char *from, const char *to, size_t most)
{
    while (from != to && *from != '\0' && most > 0) {
        const char *start = from;
        if (is_blank(hb_cli_screen_next(&from)))
            continue;
        hash = hash_bytes(hash, start, (size_t)(from - start));
        most--;
    }
    return hash_bytes(hash, "", 1);
}

/* Where the last code points before `to` begin that count as what stands around. */
static const char *find_context(const char *from, const char *to)
{
    const char *starts[CONTEXT], *at = from;
    size_t count = 0;
    while (at < to) {
        const char *start = at;
        if (!is_blank(hb_cli_screen_next(&at)))
            starts[count++ % CONTEXT] = start;
    }
    return count > CONTEXT ? starts[count % CONTEXT] : from;
}

static uint64_t hash_finding(const struct hb_cli_finding *finding)
{
    uint64_t hash = hash_bytes(FNV_START, finding->code, strlen(finding->code) + 1);
    const char *words;
    size_t size = hb_cli_finding_words(finding, &words);
    if (finding->excerpt == NULL || finding->excerpt_column == 0)
        return hash;
    hash = hash_text(hash, find_context(finding->excerpt, words), words, SIZE_MAX);
    hash = hash_text(hash, words, words + size, SIZE_MAX);
    return hash_text(hash, words + size, NULL, CONTEXT);
}

static struct hb_cli_met *find_slot(struct hb_cli_met *slots, size_t room, uint64_t hash)
{
    size_t at = (size_t)hash & (room - 1);
    while (slots[at].times > 0 && slots[at].hash != hash)
        at = (at + 1) & (room - 1);
    return &slots[at];
}

static bool grow(struct hb_cli_fingerprints *met)
{
    size_t room = met->room > 0 ? met->room * 2 : 64;
    struct hb_cli_met *slots = calloc(room, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < met->room; i++)
        if (met->slots[i].times > 0)
            *find_slot(slots, room, met->slots[i].hash) = met->slots[i];
    free(met->slots);
    met->slots = slots;
    met->room = room;
    return true;
}

void hb_cli_fingerprints_done(struct hb_cli_fingerprints *met)
{
    free(met->slots);
    memset(met, 0, sizeof *met);
}

void hb_cli_fingerprints_clear(struct hb_cli_fingerprints *met)
{
    if (met->count > 0)
        memset(met->slots, 0, met->room * sizeof *met->slots);
    met->count = 0;
}

bool hb_cli_fingerprint_next(struct hb_cli_fingerprints *met, const struct hb_cli_finding *finding,
                             uint64_t *fingerprint)
{
    uint64_t hash = hash_finding(finding);
    if (met->count * 2 >= met->room && !grow(met))
        return false;
    struct hb_cli_met *slot = find_slot(met->slots, met->room, hash);
    met->count += slot->times == 0;
    slot->hash = hash;
    slot->times++;
    unsigned char times[] = {(unsigned char)(slot->times >> 24), (unsigned char)(slot->times >> 16),
                             (unsigned char)(slot->times >> 8), (unsigned char)slot->times};
    *fingerprint = hash_bytes(hash, times, sizeof times);
    return true;
}
