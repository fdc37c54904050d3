/* privacy.yaml: by which words and shapes those places are known that may not be public. */
#ifndef HB_VOCABULARY_PRIVACY_H
#define HB_VOCABULARY_PRIVACY_H

#include "vocabulary/measures.h"
#include "vocabulary/pattern.h"

enum { HB_PRIVATE_STARTS = 12 };

/* Kinds of places, as they are written. */
#define HB_PRIVATE_TELEPHONE "telephone-number"
#define HB_PRIVATE_IDENTITY "identity-number"
#define HB_PRIVATE_ACCOUNT "account-number"
#define HB_PRIVATE_PERSON "beneficiary-name"
#define HB_PRIVATE_UNIT "unit-designation"

enum hb_private_check {
    HB_PRIVATE_ANY,
    HB_PRIVATE_BORN, /* a date of birth and, where there are 18, a check digit */
    HB_PRIVATE_LUHN,
    HB_PRIVATE_NO_DATE
};
enum hb_private_parts { HB_PRIVATE_EITHER, HB_PRIVATE_PARTED, HB_PRIVATE_WHOLE };

struct hb_private_number {
    const char *rule;
    const char *kind; /* one of HB_PRIVATE_… */
    int least, most;  /* digits */
    enum hb_private_check check;
    enum hb_private_parts parts;
    const char *starts[HB_PRIVATE_STARTS]; /* the first is NULL: any */
    uint32_t cue;                          /* a value of `cues`; 0: needs none */
    bool has_next, han;
    struct hb_trie next;
};

struct hb_private_pattern {
    const char *rule;
    bool hidden;
};

struct hb_privacy {
    struct hb_trie cues; /* values: numbers of groups, from 1 */
    HB_ARRAY(struct hb_private_number) numbers;
    struct hb_charset counts;
    struct hb_lexicon lexicon; /* of designations; rule numbers are indexes of `patterns` */
    HB_ARRAY(struct hb_private_pattern) patterns;
    struct hb_trie people, bridges, compound, behind, front, own;
    struct hb_charset surnames, never, masks, counted;
};

enum hb_status hb_privacy_load(struct hb_privacy *privacy, const char *bytes, size_t size,
                               struct hb_arena *arena, struct hb_error *error);

#endif
