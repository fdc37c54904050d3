#include "cli/sink.h"

#include <string.h>

#include "cli/fingerprint.h"
#include "cli/screen.h"

static void add_shown(struct hb_cli_text *text, const char *before, const char *value)
{
    char shown[1024];
    hb_cli_screen_escape(shown, sizeof shown, value);
    hb_cli_text_add(text, before, strlen(before));
    hb_cli_text_add(text, shown, strlen(shown));
}

void hb_cli_note_describe(struct hb_cli_text *text, const struct hb_cli_finding *finding)
{
    char words[256];
    const char *start;
    size_t size = hb_cli_finding_words(finding, &start);
    add_shown(text, "", finding->message);
    if (size > 0 && size < sizeof words) {
        snprintf(words, sizeof words, "%.*s", (int)size, start);
        add_shown(text, ": ", words);
    }
    if (finding->suggestion != NULL)
        add_shown(text, "; perhaps ", finding->suggestion);
}

void hb_cli_sink_flush(struct hb_cli_sink *sink, struct hb_cli_text *text)
{
    sink->failed = sink->failed || text->failed;
    if (text->size > 0)
        fwrite(text->data, 1, text->size, sink->out);
    text->size = 0;
}

void hb_cli_json_add_member(struct hb_cli_text *text, const char *name, const char *value)
{
    if (name[0] != '\0')
        hb_cli_text_print(text, "\"%s\": ", name);
    hb_cli_text_add(text, "\"", 1);
    hb_cli_json_add_string(text, value, strlen(value));
    hb_cli_text_add(text, "\"", 1);
}

void hb_cli_json_add_shown(struct hb_cli_text *text, const char *name, const char *value)
{
    char shown[4096];
    hb_cli_screen_escape(shown, sizeof shown, value);
    hb_cli_json_add_member(text, name, shown);
}
