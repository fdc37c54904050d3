#include "cli/findings.h"

#include <stdio.h>
#include <string.h>

void hb_cli_findings_done(struct hb_cli_findings *findings)
{
    hb_cli_pack_done(&findings->pack);
}

bool hb_cli_findings_add(struct hb_cli_findings *findings, const struct hb_cli_finding *finding)
{
    struct hb_cli_pack *pack = &findings->pack;
    const uint32_t numbers[] = {
        finding->start,    finding->end,        finding->line,           finding->column,
        finding->end_line, finding->end_column, finding->excerpt_column, finding->excerpt_length};
    hb_cli_pack_add_number(pack, (uint64_t)finding->level << 1 | finding->failure);
    hb_cli_pack_add_string(pack, finding->code);
    hb_cli_pack_add_string(pack, finding->message);
    hb_cli_pack_add_string(pack, finding->suggestion);
    hb_cli_pack_add_string(pack, finding->file);
    hb_cli_pack_add_string(pack, finding->excerpt);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        hb_cli_pack_add_number(pack, numbers[i]);
    return !pack->failed;
}

static bool add_diagnostic(struct hb_cli_findings *findings, const struct hb_diagnostic *d)
{
    struct hb_cli_finding finding = {
        .code = d->code,
        .level = d->level,
        .message = d->message,
        .suggestion = d->suggestion,
        .start = d->start,
        .end = d->end,
        .line = d->line,
        .column = d->column,
        .end_line = d->end_line,
        .end_column = d->end_column,
        .excerpt = d->excerpt != NULL ? d->excerpt : "",
        .excerpt_column = d->excerpt_column,
        .excerpt_length = d->excerpt_length,
    };
    return hb_cli_findings_add(findings, &finding);
}

static bool add_dropped(struct hb_cli_findings *findings, size_t dropped)
{
    char text[80];
    struct hb_cli_finding finding = {.code = "limit-reached", .level = HB_WARNING, .message = text};
    snprintf(text, sizeof text, "%zu more findings are counted, not kept", dropped);
    return hb_cli_findings_add(findings, &finding);
}

bool hb_cli_findings_collect(struct hb_cli_findings *findings, struct hb_document *document)
{
    struct hb_diagnostic diagnostic;
    size_t count = hb_diagnostic_count(document), dropped = hb_diagnostic_dropped(document);
    for (size_t i = 0; i < count; i++)
        if (hb_diagnostic_get(document, i, &diagnostic) != HB_OK ||
            !add_diagnostic(findings, &diagnostic))
            return false;
    return dropped == 0 || add_dropped(findings, dropped);
}

void hb_cli_findings_open(struct hb_cli_findings_reader *reader, const void *bytes, size_t size)
{
    hb_cli_unpack_init(&reader->unpack, bytes, size);
}

bool hb_cli_findings_next(struct hb_cli_findings_reader *reader, struct hb_cli_finding *finding)
{
    struct hb_cli_unpack *unpack = &reader->unpack;
    uint32_t *const numbers[] = {&finding->start,          &finding->end,
                                 &finding->line,           &finding->column,
                                 &finding->end_line,       &finding->end_column,
                                 &finding->excerpt_column, &finding->excerpt_length};
    if (unpack->failed || unpack->at == unpack->end)
        return false;
    uint64_t kind = hb_cli_unpack_number(unpack);
    finding->level = kind >> 1 <= HB_ERROR ? (enum hb_level)(kind >> 1) : HB_ERROR;
    finding->failure = (kind & 1) != 0;
    finding->code = hb_cli_unpack_string(unpack);
    finding->message = hb_cli_unpack_string(unpack);
    finding->suggestion = hb_cli_unpack_string(unpack);
    finding->file = hb_cli_unpack_string(unpack);
    finding->excerpt = hb_cli_unpack_string(unpack);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        *numbers[i] = (uint32_t)hb_cli_unpack_number(unpack);
    return !unpack->failed && finding->code != NULL && finding->message != NULL;
}
