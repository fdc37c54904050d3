#include "cli/decisions.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/failures.h"

bool hb_cli_review_read(struct hb_cli *cli, const char *path, bool must_exist,
                        struct hb_review **review)
{
    struct hb_cli_bytes bytes = {NULL, 0};
    struct hb_cli_fault fault;
    struct hb_error error = {0};
    *review = NULL;
    bool there = strcmp(path, "-") == 0 || access(path, F_OK) == 0;
    if ((there || must_exist) &&
        !hb_cli_file_read(path, cli->in, HB_CLI_REVIEW_BYTES, &bytes, &fault)) {
        hb_cli_report_failure(&cli->report, path, fault.code, fault.text);
        return false;
    }
    enum hb_status status = hb_review_new(bytes.data, bytes.size, review, &error);
    free(bytes.data);
    if (status == HB_DATA) {
        char place[1024];
        snprintf(place, sizeof place, "%.900s:%lu:%lu", path, (unsigned long)error.line,
                 (unsigned long)error.column);
        hb_cli_report_failure(&cli->report, place, "review", error.text);
    } else if (status != HB_OK) {
        hb_cli_report_error(&cli->report, path, status, &error);
    }
    return status == HB_OK;
}

bool hb_cli_decisions_init(struct hb_cli_decisions *decisions, struct hb_cli *cli)
{
    const char *path = hb_cli_options_get(&cli->options, HB_OPTION_REVIEW_FILE);
    *decisions = (struct hb_cli_decisions){
        .required = hb_cli_options_has(&cli->options, HB_OPTION_REQUIRE_REVIEW),
        .mask_xml = hb_cli_options_has(&cli->options, HB_OPTION_MASK_XML)};
    if (path == NULL && !decisions->required)
        return true;
    return hb_cli_review_read(cli, path == NULL ? HB_CLI_REVIEW_NAME : path, path != NULL,
                              &decisions->review);
}

void hb_cli_decisions_done(struct hb_cli_decisions *decisions)
{
    hb_review_free(decisions->review);
    decisions->review = NULL;
}

static void add_undecided(struct hb_cli_findings *findings, const struct hb_sensitive *place)
{
    char text[512];
    struct hb_cli_finding finding = {.code = HB_CLI_UNDECIDED,
                                     .level = HB_ERROR,
                                     .message = text,
                                     .start = place->start,
                                     .end = place->end,
                                     .line = place->line,
                                     .column = place->column};
    snprintf(text, sizeof text, "nobody has decided whether this %s may be public: %.200s (%s)",
             place->kind, place->words, place->rule);
    hb_cli_findings_add(findings, &finding);
}

struct lookup {
    const struct hb_cli_decisions *decisions;
    struct hb_document *document;
    const char *name;
    struct hb_cli_findings *findings;
    struct hb_cli_masks *masks;
    enum hb_decision *answers;
    size_t count;
};

/* Takes the masks and reports what is undecided. */
static enum hb_status sort_out(const struct lookup *l, size_t *undecided)
{
    struct hb_sensitive place;
    enum hb_status status = HB_OK;
    for (size_t i = 0; i < l->count && status == HB_OK; i++) {
        if (l->answers[i] == HB_PUBLISH)
            continue;
        status = hb_sensitive_get(l->document, i, &place);
        if (status != HB_OK || place.hidden)
            continue;
        if (l->answers[i] == HB_MASK) {
            l->masks->places[l->masks->count++] =
                (struct hb_mask_place){place.start, place.end, place.kind};
        } else if (l->decisions->required) {
            add_undecided(l->findings, &place);
            ++*undecided;
        }
    }
    return status;
}

static enum hb_status look_up(struct lookup *l, size_t *undecided)
{
    enum hb_status status = hb_sensitive_count(l->document, &l->count);
    if (status != HB_OK || l->count == 0)
        return status;
    l->answers = calloc(l->count, sizeof *l->answers);
    l->masks->places = calloc(l->count, sizeof *l->masks->places);
    if (l->answers == NULL || l->masks->places == NULL)
        return HB_NOMEM;
    status = hb_review_decide(l->decisions->review, l->document, l->name, l->answers);
    return status == HB_OK ? sort_out(l, undecided) : status;
}

bool hb_cli_decisions_find(const struct hb_cli_decisions *decisions, struct hb_document *document,
                           const char *name, struct hb_cli_findings *findings,
                           struct hb_cli_masks *masks)
{
    struct lookup l = {decisions, document, name, findings, masks, NULL, 0};
    struct hb_error error = {0};
    size_t undecided = 0;
    *masks = (struct hb_cli_masks){NULL, 0};
    if (decisions->review == NULL)
        return true;
    enum hb_status status = look_up(&l, &undecided);
    free(l.answers);
    if (status != HB_OK)
        hb_cli_failures_add_error(findings, status, &error);
    return status == HB_OK && undecided == 0;
}
