/* What is done between adding and making: totals are complete, and it is known which files there
 * will be. */
#include "site/pages.h"

#include <string.h>

#include "base/file.h"
#include "site/make.h"
#include "site/site.h"
#include "xml/template.h"

const char *const hb_site_assets[] = {"report.css", "report.js", "site.css", "site.js"};
enum { ASSETS = sizeof hb_site_assets / sizeof *hb_site_assets };

const struct hb_site_look_row hb_site_looks[HB_LOOK__COUNT] = {
    [HB_LOOK_INDEX] = {"index", hb_page_write_index},
    [HB_LOOK_COMPARE] = {"compare", hb_page_write_compare},
    [HB_LOOK_TABLE] = {"table", hb_page_write_table},
    [HB_LOOK_QUALITY] = {"quality", hb_page_write_quality},
    [HB_LOOK_CHANGES] = {"changes", hb_page_write_changes},
    [HB_LOOK_FEED] = {"feed", hb_page_write_feed}};

bool hb_site_is_first(const struct hb_site_pages *pages)
{
    return pages->changes.before.n == 0;
}

/* ---- Jobs ------------------------------------------------------------------------------------ */

static void add_job(struct hb_site_pages *pages, struct hb_site_job job)
{
    struct hb_site_job *made = HB_PUSH(&pages->arena, &pages->jobs);
    if (made != NULL)
        *made = job;
}

static uint32_t count_pages(uint64_t n, uint32_t rows)
{
    return n == 0 ? 1 : (uint32_t)((n + rows - 1) / rows);
}

static void add_pages(struct hb_site_pages *pages, enum hb_site_job_kind kind, uint32_t n,
                      uint32_t rows)
{
    uint32_t count = count_pages(n, rows);
    for (uint32_t page = 1; page <= count; page++)
        add_job(pages, (struct hb_site_job){.kind = kind, .page = page, .pages = count});
}

static void add_tables(struct hb_site_pages *pages)
{
    const uint32_t rows[] = {pages->rows.n, pages->figures.n};
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++)
        add_job(pages, (struct hb_site_job){.kind = HB_JOB_TABLE,
                                            .number = i,
                                            .pages = count_pages(rows[i], HB_SITE_INDEX_ROWS)});
}

/* The pages of one code: each begins with a piece of the pile that carries its tag. */
static void add_code(struct hb_site_pages *pages, enum hb_diag_code code)
{
    const struct hb_pile *pile = &pages->findings;
    struct hb_site_job job = {.kind = HB_JOB_CODE,
                              .number = (uint32_t)code,
                              .pages = count_pages(pages->codes[code].n, HB_SITE_LIST_ROWS)};
    uint32_t n = 0;
    for (job.from = 0; job.from < pile->n; job.from++)
        if (pile->pieces[job.from].tag == code && n++ % HB_SITE_LIST_ROWS == 0) {
            job.page++;
            add_job(pages, job);
        }
}

/* What takes longest comes first. */
static void add_jobs(struct hb_site_pages *pages)
{
    add_job(pages, (struct hb_site_job){.kind = HB_JOB_SEARCH});
    add_tables(pages);
    add_pages(pages, HB_JOB_INDEX, pages->rows.n, HB_SITE_INDEX_ROWS);
    add_pages(pages, HB_JOB_COMPARE, pages->figures.n, HB_SITE_COMPARE_ROWS);
    add_job(pages, (struct hb_site_job){.kind = HB_JOB_QUALITY});
    for (enum hb_diag_code code = 0; code < HB_DIAG__COUNT; code++)
        add_code(pages, code);
    add_pages(pages, HB_JOB_CHANGES, hb_site_is_first(pages) ? 0 : pages->changed.n,
              HB_SITE_LIST_ROWS);
    add_job(pages, (struct hb_site_job){.kind = HB_JOB_FEED});
    for (uint32_t i = 0; i < ASSETS; i++)
        add_job(pages, (struct hb_site_job){.kind = HB_JOB_ASSET, .number = i});
    add_job(pages, (struct hb_site_job){.kind = HB_JOB_RULE});
}

/* ---- Preparing ------------------------------------------------------------------------------- */

/* The date of the build: as given, else the newest of the reports, made whole. */
static void choose_date(struct hb_site_pages *pages)
{
    static const char rest[] = "1970-01-01";
    size_t size = strlen(pages->newest);
    if (pages->date != NULL)
        return;
    if (size < sizeof rest - 1)
        memcpy(pages->newest + size, rest + size, sizeof rest - size);
    pages->date = pages->newest;
    pages->parameters[pages->parameter_count++] = (struct hb_parameter){"date", pages->date};
}

static enum hb_status find_words(struct hb_site_pages *pages, struct hb_error *error)
{
    pages->words = hb_emit_words(pages->context);
    if (pages->words != NULL)
        return HB_OK;
    enum hb_status status = hb_words_new(&pages->own_words, error);
    pages->words = pages->own_words;
    return status;
}

/* Templates of the user, where there are any. */
static enum hb_status compile(struct hb_site_pages *pages, struct hb_error *error)
{
    enum hb_status status = HB_OK;
    for (int i = 0; i < HB_LOOK__COUNT && status == HB_OK; i++)
        status = hb_emit_template_own(pages->context, hb_site_looks[i].template_,
                                      &pages->templates[i], error);
    return status;
}

static enum hb_status end_piles(struct hb_site_pages *pages, struct hb_error *error)
{
    struct hb_pile *piles[] = {&pages->rows, &pages->figures, &pages->findings, &pages->changed};
    enum hb_status status = HB_OK;
    for (size_t i = 0; i < sizeof piles / sizeof *piles && status == HB_OK; i++)
        status = hb_pile_end(piles[i], error);
    return status;
}

enum hb_status hb_site_pages_prepare(struct hb_site_pages *pages, size_t *jobs,
                                     struct hb_error *error)
{
    const char *fault = hb_template_parameter_fault(pages->parameters, pages->parameter_count);
    *jobs = 0;
    if (fault != NULL)
        return hb_error_set(error, HB_USAGE, NULL, 0, 0, fault);
    choose_date(pages);
    enum hb_status status = find_words(pages, error);
    if (status == HB_OK)
        status = compile(pages, error);
    if (status == HB_OK)
        status = hb_site_end_rows(pages, error);
    if (status == HB_OK)
        status = hb_site_end_figures(pages, error);
    if (status == HB_OK)
        status = hb_site_end_texts(pages, error);
    if (status == HB_OK)
        status = hb_changes_write(&pages->changes, &pages->changed, error);
    if (status == HB_OK)
        status = end_piles(pages, error);
    if (status == HB_OK)
        add_jobs(pages);
    if (status == HB_OK && hb_arena_failed(&pages->arena))
        status = hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    *jobs = pages->jobs.n;
    return status;
}

enum hb_status hb_site_pages_make(struct hb_site_pages *pages, size_t job,
                                  const struct hb_store *store, struct hb_error *error)
{
    if (job >= pages->jobs.n)
        return hb_error_set(error, HB_USAGE, NULL, 0, 0, "no job of this number");
    return hb_site_make_job(pages, &pages->jobs.items[job], store, error);
}

enum hb_status hb_site_pages_write(struct hb_site_pages *pages, struct hb_error *error)
{
    size_t jobs;
    enum hb_status status = hb_site_pages_prepare(pages, &jobs, error);
    for (size_t job = 0; job < jobs && status == HB_OK; job++)
        status = hb_site_pages_make(pages, job, &pages->store, error);
    return status;
}
