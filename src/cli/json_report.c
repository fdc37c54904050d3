/* Findings as JSON of our own: every source, every finding, nothing cut. docs/reports.md and
 * schemas/findings.schema.json describe it. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fingerprint.h"
#include "cli/sink.h"

struct json {
    struct hb_cli_text text;
    size_t sources, findings; /* written so far; the latter of the source at hand */
};

static bool open_json(struct hb_cli_sink *sink)
{
    struct json *json = sink->state = calloc(1, sizeof *json);
    if (json == NULL)
        return false;
    hb_cli_text_print(&json->text, "{\n  \"format\": \"huibao-findings\",\n  \"version\": 1,\n"
                                   "  \"generator\": {\"name\": \"huibao\", ");
    hb_cli_json_add_member(&json->text, "version", hb_version());
    hb_cli_text_print(&json->text, "},\n  \"sources\": [");
    return true;
}

static void begin_source(struct hb_cli_sink *sink, const char *path, const char *uri)
{
    struct json *json = sink->state;
    struct hb_cli_text *text = &json->text;
    json->findings = 0;
    hb_cli_text_print(text, "%s\n    {", json->sources++ > 0 ? "," : "");
    hb_cli_json_add_shown(text, "path", path);
    hb_cli_text_print(text, ", ");
    hb_cli_json_add_member(text, "uri", uri);
    hb_cli_text_print(text, ", \"findings\": [");
}

static void add_place(struct hb_cli_text *text, const struct hb_cli_finding *finding)
{
    const char *words;
    size_t size = hb_cli_finding_words(finding, &words);
    if (finding->line > 0)
        hb_cli_text_print(text, ", \"line\": %lu", (unsigned long)finding->line);
    if (finding->line > 0 && finding->column > 0)
        hb_cli_text_print(text, ", \"column\": %lu", (unsigned long)finding->column);
    if (finding->end_line > 0 && finding->end_column > 0)
        hb_cli_text_print(text,
                          ", \"endLine\": %lu, \"endColumn\": %lu, \"start\": %lu, "
                          "\"end\": %lu",
                          (unsigned long)finding->end_line, (unsigned long)finding->end_column,
                          (unsigned long)finding->start, (unsigned long)finding->end);
    if (size > 0) {
        hb_cli_text_print(text, ", \"words\": \"");
        hb_cli_json_add_string(text, words, size);
        hb_cli_text_print(text, "\"");
    }
}

static void take_note(struct hb_cli_sink *sink, const struct hb_cli_note *note)
{
    struct json *json = sink->state;
    struct hb_cli_text *text = &json->text;
    const struct hb_cli_finding *finding = note->finding;
    hb_cli_text_print(text, "%s\n      {", json->findings++ > 0 ? "," : "");
    hb_cli_json_add_member(text, "code", finding->code);
    hb_cli_text_print(text, ", \"level\": \"%s\", \"state\": \"%s\", ",
                      hb_level_text(finding->level),
                      finding->failure ? "failure"
                      : note->known    ? "known"
                                       : "new");
    hb_cli_json_add_shown(text, "message", finding->message);
    if (finding->suggestion != NULL) {
        hb_cli_text_print(text, ", ");
        hb_cli_json_add_member(text, "suggestion", finding->suggestion);
    }
    if (finding->file != NULL) {
        hb_cli_text_print(text, ", ");
        hb_cli_json_add_shown(text, "file", finding->file);
    }
    add_place(text, finding);
    if (!finding->failure)
        hb_cli_text_print(text, ", \"fingerprint\": \"%016" PRIx64 "\"", note->fingerprint);
    hb_cli_text_print(text, "}");
    hb_cli_sink_flush(sink, text);
}

static void end_source(struct hb_cli_sink *sink)
{
    struct json *json = sink->state;
    hb_cli_text_print(&json->text, "%s]}", json->findings > 0 ? "\n    " : "");
    hb_cli_sink_flush(sink, &json->text);
}

static void add_gone(struct hb_cli_text *text, const struct hb_cli_baseline_entry *entry)
{
    hb_cli_text_print(text, "{");
    hb_cli_json_add_shown(text, "uri", entry->uri);
    hb_cli_text_print(text, ", ");
    hb_cli_json_add_shown(text, "code", entry->code);
    hb_cli_text_print(text, ", ");
    hb_cli_json_add_shown(text, "words", entry->words);
    hb_cli_text_print(text, ", \"fingerprint\": \"%016" PRIx64 "\"}", entry->fingerprint);
}

static void finish_json(struct hb_cli_sink *sink, const struct hb_cli_totals *totals)
{
    struct json *json = sink->state;
    struct hb_cli_text *text = &json->text;
    const struct hb_cli_baseline_entry *entry;
    size_t index = 0, count = 0;
    hb_cli_text_print(text, "%s],\n  \"gone\": [", json->sources > 0 ? "\n  " : "");
    while (totals->baseline != NULL &&
           (entry = hb_cli_baseline_gone(totals->baseline, &index)) != NULL) {
        hb_cli_text_print(text, "%s\n    ", count++ > 0 ? "," : "");
        add_gone(text, entry);
        hb_cli_sink_flush(sink, text);
    }
    hb_cli_text_print(text, "%s],\n  \"summary\": {\"sources\": %zu, \"errors\": %zu, ",
                      count > 0 ? "\n  " : "", totals->sources, totals->levels[HB_ERROR]);
    hb_cli_text_print(text, "\"warnings\": %zu, \"notes\": %zu, \"known\": %zu, \"gone\": %zu, ",
                      totals->levels[HB_WARNING], totals->levels[HB_NOTE], totals->known,
                      totals->gone);
    hb_cli_text_print(text, "\"failures\": %zu}\n}\n", totals->failures);
    hb_cli_sink_flush(sink, text);
}

static void close_json(struct hb_cli_sink *sink)
{
    struct json *json = sink->state;
    if (json == NULL)
        return;
    hb_cli_text_done(&json->text);
    free(json);
}

const struct hb_cli_sink_kind hb_cli_sink_json = {
    .name = "json",
    .has_file = true,
    .open = open_json,
    .begin = begin_source,
    .take = take_note,
    .end = end_source,
    .finish = finish_json,
    .close = close_json,
};
