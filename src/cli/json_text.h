/* JSON on one line: what a line reader could take for the end of a line, or of a key, is written
 * as an escape. */
#ifndef HB_CLI_JSON_TEXT_H
#define HB_CLI_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Text that grows; `failed` stays set once memory was out. All zero is empty. */
struct hb_cli_text {
    char *data; /* not NUL-terminated */
    size_t size, room;
    bool failed;
};

void hb_cli_text_done(struct hb_cli_text *text);
void hb_cli_text_add(struct hb_cli_text *text, const char *bytes, size_t size);
/* Room for `size` bytes behind what there is, or NULL when memory is out. What was put there
 * counts once it is added to text->size. */
char *hb_cli_text_room(struct hb_cli_text *text, size_t size);
void hb_cli_text_print(struct hb_cli_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds UTF-8 as it stands within a JSON string: quotes, backslashes and control characters
 * escaped, U+0085, U+2028 and U+2029 too. */
void hb_cli_json_add_string(struct hb_cli_text *text, const char *utf8, size_t size);

/* The same for words from anywhere: what is not UTF-8 becomes U+FFFD. */
void hb_cli_json_add_words(struct hb_cli_text *text, const char *words);

/* Adds JSON without the blanks and line ends between its tokens, and with U+0085, U+2028 and
 * U+2029 escaped. */
void hb_cli_json_add_value(struct hb_cli_text *text, const char *json, size_t size);

/* A JSON string with its quotes, NUL-terminated, or NULL when memory is out. Free with free(). */
char *hb_cli_json_quote(const char *utf8, size_t size);

#endif
