/* Values of options that several commands read in the same way. */
#ifndef HB_CLI_SETTINGS_H
#define HB_CLI_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/archive.h"
#include "huibao.h"

/* The largest source read, unless --limit input-bytes says otherwise, and the largest XML. The
 * library is told the same figure. */
#define HB_CLI_INPUT_BYTES ((size_t)64 * 1024 * 1024)
#define HB_CLI_OUTPUT_BYTES ((size_t)1024 * 1024 * 1024)

/* What the library knows nothing of: the longest line of JSON Lines, and one archive's members,
 * their bytes, and the ratio of these to what they are packed in. */
#define HB_CLI_OWN_RECORD_BYTES ((size_t)64 * 1024 * 1024)
#define HB_CLI_OWN_ARCHIVE_MEMBERS ((size_t)250000)
#define HB_CLI_OWN_ARCHIVE_BYTES ((size_t)2 * 1024 * 1024 * 1024)
#define HB_CLI_OWN_ARCHIVE_RATIO ((size_t)200)

/* All that --limit can set. */
struct hb_cli_limits {
    struct hb_limits library;
    size_t record_bytes;
    struct hb_cli_archive_limits archive;
};

/* The most sources that are converted at a time. */
enum { HB_CLI_MOST_JOBS = 1024 };

/* Seconds that a record may take, unless --timeout says otherwise, and the most it can say. */
enum { HB_CLI_RECORD_SECONDS = 300, HB_CLI_MOST_SECONDS = 1000000 };

/* Seconds that any source may take with strict limits. */
enum { HB_CLI_STRICT_SECONDS = 30 };

/* Levels as options name them; "never" is above all levels of the library. */
enum { HB_CLI_NEVER = HB_ERROR + 1 };

/* "note", "warning", "error", "never". False for anything else. */
bool hb_cli_level_read(const char *text, int *level);

/* "zh", "en": the languages of pages. */
bool hb_cli_is_language(const char *text);

/* A whole number from 1 to `most`, written in figures only. */
bool hb_cli_number_read(const char *text, size_t most, size_t *number);

/* The name of limit number `index` as --limit takes it, or NULL. */
const char *hb_cli_limit_name(size_t index);

/* Sets all of them: "default" leaves them, "strict" is for what strangers send. False for any other
 * name. */
bool hb_cli_limits_preset(const char *name, struct hb_cli_limits *limits);

/* Reads "NAME=N" into `limits`. False when there is no such limit or N is no number for it. */
bool hb_cli_limit_read(const char *text, struct hb_cli_limits *limits);

#endif
