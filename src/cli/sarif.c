/* SARIF 2.1.0, within what GitHub takes: of more results than it keeps, the most severe. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fingerprint.h"
#include "cli/sink.h"

/* GitHub refuses a run of more than 25,000 results and keeps 5,000 of them. */
enum { MOST_RESULTS = 5000, MOST_FAILURES = 1000 };

/* Errors, warnings and notes that are new, then those that the baseline knows. */
enum { LEVELS = HB_ERROR + 1, BUCKETS = 2 * LEVELS };

/* Results that wait: each a number, a URI and a fingerprint before the packed finding. */
struct bucket {
    struct hb_cli_findings list;
    size_t count, kept;
};

struct sarif {
    struct bucket buckets[BUCKETS], failures;
    struct hb_cli_text text;
    uint64_t number; /* of the next result, so that they can be put in order again */
};

struct rule {
    const char *code, *meaning;
};

static const struct rule rules[] = {
#define HB_MEANING(code, text) {code, text},
#include "cli/meaning.def"
#undef HB_MEANING
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

static bool open_sarif(struct hb_cli_sink *sink)
{
    sink->state = calloc(1, sizeof(struct sarif));
    return sink->state != NULL;
}

static void begin_source(struct hb_cli_sink *sink, const char *path, const char *uri)
{
    (void)sink;
    (void)path;
    (void)uri;
}

static void keep(struct sarif *sarif, struct bucket *bucket, size_t most,
                 const struct hb_cli_note *note)
{
    if (++bucket->count > most)
        return;
    hb_cli_pack_add_number(&bucket->list.pack, sarif->number++);
    hb_cli_pack_add_string(&bucket->list.pack, note->uri);
    hb_cli_pack_add_number(&bucket->list.pack, note->fingerprint);
    hb_cli_findings_add(&bucket->list, note->finding);
    bucket->kept++;
}

static void take_note(struct hb_cli_sink *sink, const struct hb_cli_note *note)
{
    struct sarif *sarif = sink->state;
    size_t bucket = (note->known ? LEVELS : 0) + (size_t)(HB_ERROR - note->finding->level);
    if (note->finding->failure)
        keep(sarif, &sarif->failures, MOST_FAILURES, note);
    else
        keep(sarif, &sarif->buckets[bucket], MOST_RESULTS, note);
}

static void end_source(struct hb_cli_sink *sink)
{
    (void)sink;
}

/* ---- Results ------------------------------------------------------------------------------- */

/* A bucket that is read again: what stands next in it. */
struct head {
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding finding;
    const char *uri;
    uint64_t number, fingerprint;
    size_t left;
};

static void next_head(struct head *head)
{
    if (head->left == 0)
        return;
    head->number = hb_cli_unpack_number(&head->reader.unpack);
    head->uri = hb_cli_unpack_string(&head->reader.unpack);
    head->fingerprint = hb_cli_unpack_number(&head->reader.unpack);
    if (head->uri == NULL || !hb_cli_findings_next(&head->reader, &head->finding))
        head->left = 0;
}

static void open_head(struct head *head, const struct bucket *bucket, size_t most)
{
    hb_cli_findings_open(&head->reader, bucket->list.pack.bytes, bucket->list.pack.size);
    head->left = bucket->kept < most ? bucket->kept : most;
    next_head(head);
}

static struct head *find_first(struct head *heads)
{
    struct head *first = NULL;
    for (int i = 0; i < BUCKETS; i++)
        if (heads[i].left > 0 && (first == NULL || heads[i].number < first->number))
            first = &heads[i];
    return first;
}

static size_t find_rule(const char *code)
{
    size_t i = 0;
    while (i < RULE_COUNT && strcmp(rules[i].code, code) != 0)
        i++;
    return i;
}

static void add_message(struct hb_cli_text *text, const struct hb_cli_finding *finding)
{
    struct hb_cli_text words = {0};
    hb_cli_note_describe(&words, finding);
    hb_cli_text_print(text, "\"message\": {\"text\": \"");
    hb_cli_json_add_string(text, words.data != NULL ? words.data : "", words.size);
    hb_cli_text_print(text, "\"}");
    text->failed = text->failed || words.failed;
    hb_cli_text_done(&words);
}

static void add_region(struct hb_cli_text *text, const struct hb_cli_finding *finding)
{
    const char *words;
    size_t size = hb_cli_finding_words(finding, &words);
    bool one_line = finding->end_line == finding->line;
    /* Consumers want a place; what speaks of the whole file gets its first line. */
    hb_cli_text_print(text, "\"region\": {\"startLine\": %lu",
                      (unsigned long)(finding->line > 0 ? finding->line : 1));
    if (finding->column > 0)
        hb_cli_text_print(text, ", \"startColumn\": %lu", (unsigned long)finding->column);
    if (finding->column > 0 && finding->end_line > 0 && finding->end_column > 0)
        hb_cli_text_print(text, ", \"endLine\": %lu, \"endColumn\": %lu",
                          (unsigned long)finding->end_line, (unsigned long)finding->end_column);
    if (size > 0 && one_line && finding->excerpt_length == finding->end - finding->start) {
        hb_cli_text_print(text, ", \"snippet\": {\"text\": \"");
        hb_cli_json_add_string(text, words, size);
        hb_cli_text_print(text, "\"}");
    }
    hb_cli_text_print(text, "}");
}

static void add_location(struct hb_cli_text *text, const char *uri,
                         const struct hb_cli_finding *finding)
{
    bool relative = strncmp(uri, "file:", 5) != 0;
    hb_cli_text_print(text, "\"locations\": [{\"physicalLocation\": {\"artifactLocation\": {");
    hb_cli_json_add_member(text, "uri", uri);
    if (relative)
        hb_cli_text_print(text, ", \"uriBaseId\": \"%%SRCROOT%%\"");
    hb_cli_text_print(text, "}");
    if (!finding->failure || finding->line > 0) {
        hb_cli_text_print(text, ", ");
        add_region(text, finding);
    }
    hb_cli_text_print(text, "}}]");
}

static void add_result(struct hb_cli_text *text, const struct head *head, bool known,
                       bool has_baseline)
{
    const struct hb_cli_finding *finding = &head->finding;
    size_t rule = find_rule(finding->code);
    hb_cli_text_print(text, "      {");
    hb_cli_json_add_member(text, "ruleId", finding->code);
    if (rule < RULE_COUNT)
        hb_cli_text_print(text, ", \"ruleIndex\": %zu", rule);
    hb_cli_text_print(text, ", \"level\": \"%s\", ", hb_level_text(finding->level));
    add_message(text, finding);
    hb_cli_text_print(text, ",\n       ");
    add_location(text, head->uri, finding);
    if (has_baseline)
        hb_cli_text_print(text, ", \"baselineState\": \"%s\"", known ? "unchanged" : "new");
    hb_cli_text_print(text,
                      ",\n       \"partialFingerprints\": {\"huibaoFinding/v1\": \"%016" PRIx64
                      "\", \"primaryLocationLineHash\": \"%016" PRIx64 ":1\"}}",
                      head->fingerprint, head->fingerprint);
}

/* The results that find room, most severe first in choosing, in the order of the sources in
 * writing. Returns how many were left out. */
static size_t write_results(struct hb_cli_sink *sink, bool has_baseline)
{
    struct sarif *sarif = sink->state;
    struct head heads[BUCKETS], *head;
    size_t room = MOST_RESULTS, all = 0, written = 0;
    memset(heads, 0, sizeof heads);
    for (int i = 0; i < BUCKETS; i++) {
        open_head(&heads[i], &sarif->buckets[i], room);
        room -= heads[i].left;
        all += sarif->buckets[i].count;
        sarif->text.failed = sarif->text.failed || sarif->buckets[i].list.pack.failed;
    }
    while ((head = find_first(heads)) != NULL) {
        hb_cli_text_print(&sarif->text, "%s\n", written++ > 0 ? "," : "");
        add_result(&sarif->text, head, head - heads >= LEVELS, has_baseline);
        hb_cli_sink_flush(sink, &sarif->text);
        head->left--;
        next_head(head);
    }
    return all - written;
}

/* ---- The rest ------------------------------------------------------------------------------ */

static void add_rule(struct hb_cli_text *text, const struct rule *rule)
{
    struct hb_code row = {rule->code, HB_ERROR, rule->meaning};
    struct hb_code code;
    for (size_t i = 0; hb_code_get(i, &code); i++)
        if (strcmp(code.code, rule->code) == 0)
            row = code;
    hb_cli_text_print(text, "          {");
    hb_cli_json_add_member(text, "id", rule->code);
    hb_cli_text_print(text, ", \"shortDescription\": {");
    hb_cli_json_add_member(text, "text", row.message);
    hb_cli_text_print(text, "}, \"fullDescription\": {");
    hb_cli_json_add_member(text, "text", rule->meaning);
    hb_cli_text_print(text, "},\n           \"help\": {");
    hb_cli_json_add_member(text, "text", rule->meaning);
    hb_cli_text_print(text, ", ");
    hb_cli_json_add_member(text, "markdown", rule->meaning);
    hb_cli_text_print(text, "}, \"defaultConfiguration\": {\"level\": \"%s\"}}",
                      hb_level_text(row.level));
}

static void write_tool(struct hb_cli_sink *sink)
{
    struct hb_cli_text *text = &((struct sarif *)sink->state)->text;
    hb_cli_text_print(text, "{\n  \"$schema\": "
                            "\"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                            "  \"version\": \"2.1.0\",\n  \"runs\": [\n    {\n");
    hb_cli_text_print(text, "      \"tool\": {\n        \"driver\": {\n          ");
    hb_cli_json_add_member(text, "name", "huibao");
    hb_cli_text_print(text, ",\n          ");
    hb_cli_json_add_member(text, "version", hb_version());
    hb_cli_text_print(text, ", ");
    hb_cli_json_add_member(text, "semanticVersion", hb_version());
    hb_cli_text_print(text, ",\n          \"rules\": [\n");
    for (int i = 0; i < RULE_COUNT; i++) {
        add_rule(text, &rules[i]);
        hb_cli_text_print(text, "%s\n", i + 1 < RULE_COUNT ? "," : "");
    }
    hb_cli_text_print(text, "          ]\n        }\n      },\n"
                            "      \"columnKind\": \"unicodeCodePoints\",\n"
                            "      \"results\": [");
    hb_cli_sink_flush(sink, text);
}

/* What could not be done is no result: it is told of the run. */
static void add_failure(struct hb_cli_text *text, const struct head *head)
{
    hb_cli_text_print(text, "{\"level\": \"error\", \"descriptor\": {");
    hb_cli_json_add_member(text, "id", head->finding.code);
    hb_cli_text_print(text, "}, ");
    add_message(text, &head->finding);
    hb_cli_text_print(text, ",\n             ");
    add_location(text, head->uri, &head->finding);
    hb_cli_text_print(text, "}");
}

static void write_run(struct hb_cli_sink *sink, size_t left_out)
{
    struct sarif *sarif = sink->state;
    struct hb_cli_text *text = &sarif->text;
    struct head head = {.left = 0};
    const char *comma = "";
    hb_cli_text_print(text,
                      "\n      ],\n      \"invocations\": [\n        {\n"
                      "          \"executionSuccessful\": %s,\n"
                      "          \"toolExecutionNotifications\": [",
                      sarif->failures.count > 0 ? "false" : "true");
    if (left_out > 0) {
        snprintf(sink->note, sizeof sink->note,
                 "%zu findings are left out: the %d most severe are told", left_out, MOST_RESULTS);
        hb_cli_text_print(text, "\n            {\"level\": \"warning\", \"message\": {");
        hb_cli_json_add_member(text, "text", sink->note);
        hb_cli_text_print(text, "}}");
        comma = ",";
    }
    for (open_head(&head, &sarif->failures, MOST_FAILURES); head.left > 0; comma = ",") {
        hb_cli_text_print(text, "%s\n            ", comma);
        add_failure(text, &head);
        head.left--;
        next_head(&head);
    }
    text->failed = text->failed || sarif->failures.list.pack.failed;
    hb_cli_text_print(text, "%s]\n        }\n      ]\n    }\n  ]\n}\n",
                      comma[0] != '\0' ? "\n          " : "");
    hb_cli_sink_flush(sink, text);
}

static void finish_sarif(struct hb_cli_sink *sink, const struct hb_cli_totals *totals)
{
    write_tool(sink);
    write_run(sink, write_results(sink, totals->baseline != NULL));
}

static void close_sarif(struct hb_cli_sink *sink)
{
    struct sarif *sarif = sink->state;
    if (sarif == NULL)
        return;
    for (int i = 0; i < BUCKETS; i++)
        hb_cli_findings_done(&sarif->buckets[i].list);
    hb_cli_findings_done(&sarif->failures.list);
    hb_cli_text_done(&sarif->text);
    free(sarif);
}

const struct hb_cli_sink_kind hb_cli_sink_sarif = {
    .name = "sarif",
    .has_file = true,
    .open = open_sarif,
    .begin = begin_source,
    .take = take_note,
    .end = end_source,
    .finish = finish_sarif,
    .close = close_sarif,
};
