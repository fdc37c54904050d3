#include "cli/record_answer.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/json_lines.h"
#include "cli/workers.h"

/* A line being answered. */
struct answer {
    const struct hb_cli_answering *with;
    struct hb_cli_record record;
    struct hb_cli_text text, message;
    int reply;
};

static void add_words(struct hb_cli_text *text, const char *words)
{
    hb_cli_text_add(text, words, strlen(words));
}

static void add_member(struct hb_cli_text *text, const char *name, const char *value)
{
    add_words(text, name);
    hb_cli_json_add_words(text, value);
    add_words(text, "\"");
}

static void begin_answer(struct hb_cli_text *text, const char *id, size_t size, const char *status)
{
    add_words(text, "{\"id\":");
    hb_cli_text_add(text, size > 0 ? id : "null", size > 0 ? size : 4);
    add_member(text, ",\"status\":\"", status);
    add_words(text, ",\"diagnostics\":[");
}

void hb_cli_record_refuse(struct hb_cli_text *answer, const struct hb_cli_text *id,
                          const char *code, const char *message)
{
    begin_answer(answer, id->data, id->size, "error");
    add_member(answer, "{\"code\":\"", code);
    add_member(answer, ",\"level\":\"", hb_level_text(HB_ERROR));
    add_member(answer, ",\"message\":\"", message);
    add_words(answer, "}]}\n");
}

static void refuse(struct answer *answer, const char *code, const char *message)
{
    const char *id = answer->record.id;
    struct hb_cli_text text = {0};
    add_words(&text, id != NULL ? id : "");
    hb_cli_text_done(&answer->text);
    hb_cli_record_refuse(&answer->text, &text, code, message);
    hb_cli_text_done(&text);
    hb_cli_text_print(&answer->message, "%.200s [%s]", message, code);
}

static void add_diagnostic(struct hb_cli_text *text, const struct hb_diagnostic *d, int level)
{
    add_member(text, "{\"code\":\"", d->code);
    add_member(text, ",\"level\":\"", hb_level_text((enum hb_level)level));
    add_member(text, ",\"message\":\"", d->message);
    if (d->suggestion != NULL)
        add_member(text, ",\"suggestion\":\"", d->suggestion);
    hb_cli_text_print(text,
                      ",\"line\":%lu,\"column\":%lu,\"end_line\":%lu,\"end_column\":%lu,"
                      "\"start\":%lu,\"end\":%lu}",
                      (unsigned long)d->line, (unsigned long)d->column, (unsigned long)d->end_line,
                      (unsigned long)d->end_column, (unsigned long)d->start, (unsigned long)d->end);
}

/* The findings, as severe as the user says. */
static void add_diagnostics(struct answer *answer, struct hb_document *document)
{
    struct hb_cli_text *text = &answer->text;
    const struct hb_cli_severities *severities = &answer->with->cli->view.severities;
    struct hb_diagnostic diagnostic;
    size_t count = hb_diagnostic_count(document), dropped = hb_diagnostic_dropped(document);
    const char *comma = "";
    for (size_t i = 0; i < count && !text->failed; i++) {
        if (hb_diagnostic_get(document, i, &diagnostic) != HB_OK) {
            text->failed = true;
            return;
        }
        int level = hb_cli_severity_of(severities, diagnostic.code, diagnostic.level);
        if (level == HB_CLI_OFF)
            continue;
        add_words(text, comma);
        add_diagnostic(text, &diagnostic, level);
        comma = ",";
    }
    if (dropped == 0)
        return;
    add_words(text, comma);
    add_member(text, "{\"code\":\"", "limit-reached");
    add_member(text, ",\"level\":\"", hb_level_text(HB_WARNING));
    hb_cli_text_print(text, ",\"message\":\"%zu more findings are counted, not kept\"}", dropped);
}

static enum hb_status collect(void *self, const void *bytes, size_t size)
{
    struct hb_cli_text *text = self;
    hb_cli_text_add(text, bytes, size);
    return text->failed ? HB_NOMEM : HB_OK;
}

static void refuse_error(struct answer *answer, enum hb_status status, const struct hb_error *error)
{
    refuse(answer, hb_cli_report_code(status, error),
           error->text[0] != '\0' ? error->text : hb_status_text(status));
}

/* Writes the document; JSON stands in the answer as it is, other formats as a string. */
static void add_report(struct answer *answer, struct hb_document *document)
{
    const struct hb_cli_plan *plan = answer->with->plan;
    struct hb_cli_text *text = &answer->text, written = {0};
    struct hb_writer writer = {collect, &written};
    struct hb_output output = {plan->targets[0].format.name, plan->targets[0].template_,
                               plan->parameters, plan->parameter_count};
    struct hb_error error = {0};
    enum hb_status status = hb_write(document, &output, &writer, &error);
    bool is_json = strcmp(output.format, "json") == 0;
    add_words(text, is_json ? "],\"report\":" : "],\"report\":\"");
    if (is_json)
        hb_cli_json_add_value(text, written.data, written.size);
    else
        hb_cli_json_add_string(text, written.data, written.size);
    add_words(text, is_json ? "}\n" : "\"}\n");
    hb_cli_text_done(&written);
    if (status != HB_OK)
        refuse_error(answer, status, &error);
}

static void convert(struct answer *answer)
{
    const struct hb_cli_record *record = &answer->record;
    const struct hb_cli_plan *plan = answer->with->plan;
    const char *encoding = record->encoding != NULL ? record->encoding : plan->encoding;
    struct hb_source_bytes source = {record->name, record->size > 0 ? record->bytes : "",
                                     record->size, encoding, plan->family};
    struct hb_document *document = NULL;
    struct hb_error error = {0};
    enum hb_status status = hb_convert(answer->with->cli->context, &source, &document, &error);
    if (status != HB_OK) {
        refuse_error(answer, status, &error);
        return;
    }
    const char *id = record->id != NULL ? record->id : "null"; /* never: it is a record */
    begin_answer(&answer->text, id, strlen(id), "ok");
    add_diagnostics(answer, document);
    add_report(answer, document);
    hb_document_free(document);
    if (answer->text.failed)
        refuse(answer, "out-of-memory", "out of memory");
}

void hb_cli_record_work(void *self, const char *line, size_t size, int reply)
{
    struct answer answer = {.with = self, .reply = reply};
    struct hb_cli_fault fault;
    bool good = hb_cli_record_init(&answer.record, line, size, &fault);
    if (answer.record.id != NULL) {
        hb_cli_worker_send(reply, HB_CLI_FRAME_ID, answer.record.id, strlen(answer.record.id));
        hb_cli_worker_send(reply, HB_CLI_FRAME_NAME, answer.record.name,
                           strlen(answer.record.name));
    }
    if (good)
        convert(&answer);
    else
        refuse(&answer, fault.code, fault.text);
    if (answer.message.size > 0)
        hb_cli_worker_send(reply, HB_CLI_FRAME_MESSAGE, answer.message.data, answer.message.size);
    if (answer.text.failed) /* not even room to say so */
        _exit(1);
    hb_cli_worker_send(reply, HB_CLI_FRAME_ANSWER, answer.text.data, answer.text.size);
    hb_cli_record_done(&answer.record);
    hb_cli_text_done(&answer.text);
    hb_cli_text_done(&answer.message);
}
