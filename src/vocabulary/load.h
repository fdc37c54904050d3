/* What the loaders of the vocabularies share. */
#ifndef HB_VOCABULARY_LOAD_H
#define HB_VOCABULARY_LOAD_H

#include "base/yaml.h"
#include "vocabulary/measures.h"
#include "vocabulary/pattern.h"

/* Reads YAML and checks `version: 1`. */
enum hb_status hb_load_yaml(const char *bytes, size_t size, struct hb_arena *arena,
                            const struct hb_yaml_node **root, struct hb_error *error);
/* HB_DATA at the place of `node`. */
enum hb_status hb_load_fault(const struct hb_yaml_node *node, const char *text,
                             struct hb_error *error);
/* A whole number in [low, high]. */
enum hb_status hb_load_number(const struct hb_yaml_node *node, int low, int high, int *number,
                              struct hb_error *error);
/* Adds a scalar as a pattern under `rule`; faults carry the scalar's place. */
enum hb_status hb_load_pattern(const struct hb_yaml_node *node, struct hb_lexicon *lexicon,
                               uint32_t rule, struct hb_error *error);

/* Adds the words of a scalar, parted by blanks, each with the same value. NULL: nothing. */
enum hb_status hb_load_words(const struct hb_yaml_node *node, struct hb_trie *trie,
                             struct hb_arena *arena, uint32_t value, struct hb_error *error);
/* The characters of a scalar, blanks left out. NULL: none. */
enum hb_status hb_load_charset(const struct hb_yaml_node *node, struct hb_charset *set,
                               struct hb_arena *arena, struct hb_error *error);

#endif
