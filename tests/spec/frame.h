/* What the runners of the specifications share: usage, vocabularies, one file after the other. */
#ifndef HB_TESTS_SPEC_FRAME_H
#define HB_TESTS_SPEC_FRAME_H

#include <stdio.h>

#include "vocabulary/vocabulary.h"

/* False when the file cannot be read or is not as it should be. */
typedef bool frame_file(void *run, const char *path);

/* Calls `file` for each FILE of "PROGRAM VOCABULARY_FOLDER FILE..."; 0, or the status to exit with.
 */
static inline int frame_run(int argc, char **argv, struct hb_vocabulary *vocabulary,
                            frame_file *file, void *run)
{
    struct hb_error error = {0};
    if (argc < 3)
        return 2;
    if (hb_vocabulary_init(vocabulary, argv[1], &error) != HB_OK) {
        fprintf(stderr, "%s:%u:%u: %s\n", error.file, (unsigned)error.line, (unsigned)error.column,
                error.text);
        return 2;
    }
    for (int i = 2; i < argc; i++)
        if (!file(run, argv[i])) {
            fprintf(stderr, "%s: cannot be read\n", argv[i]);
            return 2;
        }
    hb_vocabulary_done(vocabulary);
    return 0;
}

#endif
