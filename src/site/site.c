#include "site/site.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "site/pack.h"
#include "site/pages.h"
#include "site/record.h"
#include "site/script.h"
#include "xml/template.h"

/* ---- Setting up ------------------------------------------------------------------------------ */

static const char *dup(struct hb_arena *arena, const char *text)
{
    return text == NULL ? "" : hb_arena_dup(arena, text, strlen(text));
}

static const char *find_parameter(const struct hb_site_pages *pages, const char *name)
{
    for (size_t i = 0; i < pages->parameter_count; i++)
        if (strcmp(pages->parameters[i].name, name) == 0)
            return pages->parameters[i].value;
    return NULL;
}

static void add_parameter(struct hb_site_pages *pages, const char *name, const char *value)
{
    if (pages->parameters != NULL && find_parameter(pages, name) == NULL)
        pages->parameters[pages->parameter_count++] =
            (struct hb_parameter){dup(&pages->arena, name), dup(&pages->arena, value)};
}

/* The caller's parameters first: they win. One place is kept for a date found later. */
static bool copy_settings(struct hb_site_pages *pages, const struct hb_site_settings *settings)
{
    static const struct hb_site_settings defaults;
    enum { OWN = 4 };
    const struct hb_site_settings *s = settings == NULL ? &defaults : settings;
    pages->parameters =
        hb_arena_alloc(&pages->arena, s->parameter_count + OWN, sizeof *pages->parameters);
    for (size_t i = 0; i < s->parameter_count; i++)
        add_parameter(pages, s->parameters[i].name, s->parameters[i].value);
    add_parameter(pages, "lang", s->language == NULL ? "zh" : s->language);
    add_parameter(pages, "formats", s->formats);
    add_parameter(pages, "version", HB_VERSION);
    if (s->date != NULL)
        add_parameter(pages, "date", s->date);
    pages->date = find_parameter(pages, "date");
    return !hb_arena_failed(&pages->arena);
}

static bool is_date(const char *text)
{
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return true;
}

static void init_piles(struct hb_site_pages *pages)
{
    struct hb_pile *piles[] = {&pages->rows, &pages->figures, &pages->findings, &pages->changed};
    struct hb_buffer *buffers[] = {&pages->row_file, &pages->figure_file, &pages->text_file,
                                   &pages->text_starts};
    for (size_t i = 0; i < sizeof piles / sizeof *piles; i++)
        hb_pile_init(piles[i], &pages->store);
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        hb_buffer_init(buffers[i], SIZE_MAX - 1);
    hb_textindex_init(&pages->search, &pages->store, 0);
    hb_changes_init(&pages->changes);
}

enum hb_status hb_site_pages_new(const struct hb_emit_context *context,
                                 const struct hb_comparisons *comparisons,
                                 const struct hb_site_settings *settings,
                                 const struct hb_store *store, struct hb_site_pages **pages,
                                 struct hb_error *error)
{
    struct hb_site_pages *made = calloc(1, sizeof *made);
    *pages = NULL;
    if (made == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    made->context = context;
    made->comparisons = comparisons;
    made->store = *store;
    hb_arena_init(&made->arena, NULL);
    init_piles(made);
    enum hb_status status = copy_settings(made, settings) ? HB_OK : HB_NOMEM;
    if (status != HB_OK)
        hb_error_set(error, status, NULL, 0, 0, NULL);
    else if (made->date != NULL && !is_date(made->date))
        status = hb_error_set(error, HB_USAGE, NULL, 0, 0, "a date is written 2026-11-22");
    if (status == HB_OK)
        *pages = made;
    else
        hb_site_pages_free(made);
    return status;
}

void hb_site_pages_free(struct hb_site_pages *pages)
{
    if (pages == NULL)
        return;
    for (uint32_t i = 0; i < pages->unsure_count; i++)
        free(pages->unsure[i].piece);
    hb_pile_done(&pages->rows);
    hb_pile_done(&pages->figures);
    hb_pile_done(&pages->findings);
    hb_pile_done(&pages->changed);
    hb_textindex_done(&pages->search);
    hb_changes_done(&pages->changes);
    hb_buffer_done(&pages->row_file);
    hb_buffer_done(&pages->figure_file);
    hb_buffer_done(&pages->text_file);
    hb_buffer_done(&pages->text_starts);
    for (int i = 0; i < HB_LOOK__COUNT; i++)
        hb_template_free(pages->templates[i]);
    hb_words_free(pages->own_words);
    hb_arena_done(&pages->arena);
    free(pages);
}

/* ---- Adding ---------------------------------------------------------------------------------- */

/* One record on its way into the site. */
struct adding {
    struct hb_site_pages *pages;
    struct hb_xml_cursor root;
    struct hb_error *error;
    enum hb_status status;                 /* sticky */
    struct hb_buffer row, head;            /* a row, packed: what stands in it, its attributes */
    struct hb_buffer figures, facts;       /* of a row: packed, as data */
    struct hb_buffer parts;                /* of a row, as data */
    struct hb_buffer text;                 /* of an element */
    char *title, *place, *issuer, *period; /* of a row */
    uint32_t seen[HB_COMPARISONS_MOST];    /* the row that had this kind last, plus 1 */
    uint64_t characters, facts_n;
};

static void take(struct adding *a, enum hb_status status)
{
    if (a->status == HB_OK)
        a->status = status;
}

static uint64_t get_number(const struct hb_xml_cursor *at, const char *name)
{
    const char *value = hb_xml_get(at, name);
    return value == NULL ? 0 : strtoull(value, NULL, 10);
}

static bool is_named(const struct hb_xml_cursor *at, const char *name)
{
    return strcmp(hb_xml_name(at), name) == 0;
}

/* The text of the element at the cursor, which stays where it is. Valid until the next call. */
static const char *read_text(struct adding *a, struct hb_xml_cursor at)
{
    uint32_t depth = at.depth;
    a->text.size = 0;
    hb_buffer_text(&a->text, "");
    while (hb_xml_next(&at) != HB_XML_CLOSE || at.depth > depth)
        if (at.step == HB_XML_TEXT)
            hb_buffer_text(&a->text, hb_xml_chars(&at));
    return hb_buffer_string(&a->text);
}

/* White space of a title is one blank. */
static char *dup_text(struct adding *a, const char *text)
{
    char *copy = malloc(strlen(text) + 1), *to = copy;
    if (copy == NULL) {
        take(a, hb_error_set(a->error, HB_NOMEM, NULL, 0, 0, NULL));
        return NULL;
    }
    for (; *text != '\0'; text++) {
        bool blank = *text == ' ' || *text == '\t' || *text == '\n' || *text == '\r';
        if (!blank)
            *to++ = *text;
        else if (to > copy && to[-1] != ' ')
            *to++ = ' ';
    }
    *to = '\0';
    return copy;
}

static void begin_row(struct adding *a)
{
    struct hb_buffer *buffers[] = {&a->row, &a->head, &a->figures, &a->facts, &a->parts};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        buffers[i]->size = 0;
        hb_buffer_text(buffers[i], "");
    }
    a->title = a->place = a->issuer = a->period = NULL;
    a->characters = a->facts_n = 0;
}

static void end_row(struct adding *a)
{
    free(a->title);
    free(a->place);
    free(a->issuer);
    free(a->period);
    a->title = a->place = a->issuer = a->period = NULL;
}

/* The attributes of a row: what the record says of the source, and which report it is. */
static void put_head(struct adding *a, const char *id, const char *genre)
{
    static const char *const names[] = {"stem",  "hash",     "name",  "removed",
                                        "notes", "warnings", "errors"};
    hb_pack_set_number(&a->head, "n", a->pages->n);
    hb_pack_set(&a->head, "id", id);
    hb_pack_set(&a->head, "genre", genre);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        hb_pack_set(&a->head, names[i], hb_xml_get(&a->root, names[i]));
    hb_pack_set_number(&a->head, "characters", a->characters);
    hb_pack_set_number(&a->head, "facts", a->facts_n);
}

static void pile_row(struct adding *a, struct hb_pile *pile, const struct hb_buffer *more)
{
    struct hb_buffer piece;
    hb_buffer_init(&piece, SIZE_MAX - 1);
    hb_pack_open(&piece, "row");
    hb_buffer_add(&piece, a->head.bytes, a->head.size);
    hb_buffer_add(&piece, a->row.bytes, a->row.size);
    if (more != NULL)
        hb_buffer_add(&piece, more->bytes, more->size);
    hb_pack_close(&piece);
    take(a, hb_pile_add(pile, &piece, 0, a->error));
    hb_buffer_done(&piece);
}

/* [stem,id,title,place,issuer,period,genre,characters,[[characters,items,facts]…],facts,findings]
 */
static void put_row_data(struct adding *a, const char *id, const char *genre)
{
    struct hb_buffer *out = &a->pages->row_file;
    const char *strings[] = {
        hb_xml_get(&a->root, "stem"), id, a->title, a->place, a->issuer, a->period, genre};
    uint64_t findings = get_number(&a->root, "notes") + get_number(&a->root, "warnings") +
                        get_number(&a->root, "errors");
    hb_buffer_text(out, out->size > 0 ? ",\n[" : "\n[");
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        hb_script_string(out, strings[i]);
        hb_buffer_text(out, ",");
    }
    hb_buffer_format(out, "%llu,[%s],%llu,%llu]", (unsigned long long)a->characters, a->parts.bytes,
                     (unsigned long long)a->facts_n, (unsigned long long)findings);
    if ((a->pages->n + 1) % HB_SITE_DATA_ROWS == 0)
        take(a, hb_site_end_rows(a->pages, a->error));
    out = &a->pages->figure_file;
    hb_buffer_format(out, "%s\n[%s]", out->size > 0 ? "," : "", a->facts.bytes);
    if ((a->pages->n + 1) % HB_SITE_COMPARE_ROWS == 0)
        take(a, hb_site_end_figures(a->pages, a->error));
}

static void take_row(struct adding *a, const char *id, const char *genre)
{
    put_head(a, id, genre);
    pile_row(a, &a->pages->rows, NULL);
    pile_row(a, &a->pages->figures, &a->figures);
    put_row_data(a, id, genre);
    a->pages->characters += a->characters;
    a->pages->n++;
}

/* ---- Children of a report -------------------------------------------------------------------- */

static void take_datum(struct adding *a, struct hb_xml_cursor *at)
{
    struct {
        const char *name;
        char **to;
    } kept[] = {{"title", &a->title}, {"place", &a->place}, {"issuer", &a->issuer}};
    const char *when = hb_xml_get(at, "when");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (is_named(at, kept[i].name) && *kept[i].to == NULL)
            *kept[i].to = dup_text(a, read_text(a, *at));
    if (is_named(at, "period") && when != NULL) {
        free(a->period); /* a date stood in for it */
        a->period = dup_text(a, when);
    }
    if (is_named(at, "date") && when != NULL) {
        char *newest = a->pages->newest;
        size_t size = strspn(when, "0123456789-");
        if (when[size] == '\0' && size >= 4 && size < sizeof a->pages->newest &&
            strcmp(when, newest) > 0)
            memcpy(newest, when, size + 1);
        if (a->period == NULL && size >= 4)
            a->period = dup_text(a, when);
    }
    hb_pack_element(&a->row, at);
}

static void take_part(struct adding *a, struct hb_xml_cursor *at)
{
    uint64_t characters = get_number(at, "characters"), quantities = get_number(at, "quantities"),
             facts = quantities + get_number(at, "dates");
    a->characters += characters;
    a->facts_n += facts;
    a->pages->quantities += quantities;
    hb_buffer_format(&a->parts, "%s[%llu,%llu,%llu]", a->parts.size > 0 ? "," : "",
                     (unsigned long long)characters, (unsigned long long)get_number(at, "items"),
                     (unsigned long long)facts);
    hb_pack_element(&a->row, at);
}

static void count_kind(struct adding *a, const char *id)
{
    const struct hb_comparisons *kinds = a->pages->comparisons;
    for (uint32_t i = 0; id != NULL && i < kinds->list.n; i++)
        if (strcmp(kinds->list.items[i].id, id) == 0) {
            a->pages->kinds[i].n++;
            a->pages->kinds[i].sources += a->seen[i] != a->pages->n + 1;
            a->seen[i] = a->pages->n + 1;
        }
}

/* [kind,key,words,bound,unit,value,max,per,text] */
static void take_figure(struct adding *a, struct hb_xml_cursor *at)
{
    static const char *const names[] = {"kind", "key",   "words", "bound",
                                        "unit", "value", "max",   "per"};
    hb_buffer_text(&a->facts, a->facts.size > 0 ? ",[" : "[");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        hb_script_string(&a->facts, hb_xml_get(at, names[i]));
        hb_buffer_text(&a->facts, ",");
    }
    hb_script_string(&a->facts, read_text(a, *at));
    hb_buffer_text(&a->facts, "]");
    count_kind(a, hb_xml_get(at, "kind"));
    hb_pack_element(&a->figures, at);
}

/* Keeps the least certain of all, in order; of two alike the earlier. */
static void keep_unsure(struct hb_site_pages *pages, uint32_t confidence,
                        const struct hb_buffer *piece)
{
    uint32_t at = pages->unsure_count;
    if (at == HB_SITE_UNSURE) {
        if (confidence >= pages->unsure[at - 1].confidence) {
            free(piece->bytes);
            return;
        }
        free(pages->unsure[--at].piece);
    } else {
        pages->unsure_count++;
    }
    for (; at > 0 && pages->unsure[at - 1].confidence > confidence; at--)
        pages->unsure[at] = pages->unsure[at - 1];
    pages->unsure[at] = (struct hb_site_unsure){confidence, piece->bytes, piece->size};
}

/* Says of which row a piece is that is listed apart from it. */
static void put_address(struct adding *a, struct hb_buffer *piece)
{
    hb_pack_set(piece, "stem", hb_xml_get(&a->root, "stem"));
    hb_pack_set(piece, "title", a->title != NULL ? a->title : hb_xml_get(&a->root, "title"));
    hb_pack_set(piece, "name", hb_xml_get(&a->root, "name"));
}

/* <at stem="…" title="…">…</at> around the element at the cursor. */
static void wrap(struct adding *a, struct hb_xml_cursor *at, struct hb_buffer *piece)
{
    hb_buffer_init(piece, SIZE_MAX - 1);
    hb_pack_open(piece, "at");
    put_address(a, piece);
    hb_pack_element(piece, at);
    hb_pack_close(piece);
    if (piece->status != HB_OK)
        take(a, hb_error_set(a->error, piece->status, NULL, 0, 0, NULL));
}

static void take_unsure(struct adding *a, struct hb_xml_cursor *at)
{
    struct hb_buffer piece;
    uint32_t confidence = (uint32_t)get_number(at, "confidence");
    wrap(a, at, &piece);
    if (piece.status == HB_OK)
        keep_unsure(a->pages, confidence, &piece);
    else
        hb_buffer_done(&piece);
}

/* A text of the search: its key, "" for the title, and its words. */
static void take_text(struct adding *a, const char *key, const char *text, bool first)
{
    struct hb_buffer *out = &a->pages->text_file;
    if (!first)
        hb_buffer_text(out, ",");
    hb_script_string(out, key);
    hb_buffer_text(out, ",");
    hb_script_string(out, text);
    take(a, hb_textindex_add(&a->pages->search, a->pages->n, text, a->error));
}

static void begin_texts(struct adding *a, const char *id)
{
    struct hb_buffer *out = &a->pages->text_file;
    if (out->size == 0)
        hb_buffer_format(&a->pages->text_starts, "%s%u", a->pages->text_files > 0 ? "," : "",
                         (unsigned)a->pages->n);
    hb_buffer_text(out, out->size > 0 ? ",\n[" : "\n[");
    hb_script_string(out, hb_xml_get(&a->root, "stem"));
    hb_buffer_text(out, ",");
    hb_script_string(out, id);
    hb_buffer_text(out, ",[");
}

static void end_texts(struct adding *a)
{
    hb_buffer_text(&a->pages->text_file, "]]");
    if (a->pages->text_file.size >= HB_SITE_TEXT_BYTES)
        take(a, hb_site_end_texts(a->pages, a->error));
}

static void take_child(struct adding *a, struct hb_xml_cursor *at)
{
    if (is_named(at, "part"))
        take_part(a, at);
    else if (is_named(at, "figure"))
        take_figure(a, at);
    else if (is_named(at, "unsure"))
        take_unsure(a, at);
    else if (!is_named(at, "item"))
        take_datum(a, at);
}

static void take_report(struct adding *a, struct hb_xml_cursor *at)
{
    struct hb_xml_cursor report = *at, items = *at;
    const char *id = hb_xml_get(at, "id");
    begin_row(a);
    while (hb_xml_next(at) != HB_XML_CLOSE || at->depth > report.depth)
        if (at->step == HB_XML_OPEN && at->depth == report.depth + 1)
            take_child(a, at);
    begin_texts(a, id);
    take_text(a, "", a->title == NULL ? "" : a->title, true);
    while (hb_xml_next(&items) != HB_XML_CLOSE || items.depth > report.depth)
        if (items.step == HB_XML_OPEN && is_named(&items, "item"))
            take_text(a, hb_xml_get(&items, "key"), read_text(a, items), false);
    end_texts(a);
    take_row(a, id, hb_xml_get(&report, "genre"));
    end_row(a);
}

/* A source without a report has a row too: nothing that was put in is missing. */
static void take_nothing(struct adding *a)
{
    begin_row(a);
    begin_texts(a, "");
    take_text(a, "", hb_xml_get(&a->root, "name"), true);
    end_texts(a);
    take_row(a, "", "");
    end_row(a);
}

/* ---- Children of a record -------------------------------------------------------------------- */

static void take_finding(struct adding *a, struct hb_xml_cursor *at, bool *seen)
{
    const char *code = hb_xml_get(at, "code");
    enum hb_diag_code known = 0;
    struct hb_buffer piece;
    while (known < HB_DIAG__COUNT && code != NULL && strcmp(hb_diag_name(known), code) != 0)
        known++;
    wrap(a, at, &piece);
    if (known < HB_DIAG__COUNT) {
        a->pages->codes[known].n++;
        a->pages->codes[known].sources += !seen[known];
        seen[known] = true;
        take(a, hb_pile_add(&a->pages->findings, &piece, known, a->error));
    }
    hb_buffer_done(&piece);
}

static void take_cut(struct adding *a, const struct hb_xml_cursor *at)
{
    const char *name = hb_xml_get(at, "kind");
    for (enum hb_cut_kind kind = 0; name != NULL && kind < HB_CUT__COUNT; kind++)
        if (strcmp(hb_cut_name(kind), name) == 0) {
            a->pages->cuts[kind].n += get_number(at, "pieces");
            a->pages->cuts[kind].characters += get_number(at, "characters");
            a->pages->cuts[kind].sources++;
        }
}

static void take_record(struct adding *a, const struct hb_xml *xml)
{
    bool seen[HB_DIAG__COUNT] = {false};
    struct hb_xml_cursor at = hb_xml_start(xml);
    uint32_t rows = a->pages->n;
    hb_xml_next(&at);
    a->root = at;
    a->pages->sources++;
    a->pages->removed += get_number(&at, "removed");
    while (hb_xml_next(&at) != HB_XML_END && a->status == HB_OK) {
        if (at.step != HB_XML_OPEN || at.depth != 2)
            continue;
        if (is_named(&at, "report"))
            take_report(a, &at);
        else if (is_named(&at, "finding"))
            take_finding(a, &at, seen);
        else if (is_named(&at, "cut"))
            take_cut(a, &at);
    }
    if (a->pages->n == rows && a->status == HB_OK)
        take_nothing(a);
    if (!hb_changes_add(&a->pages->changes, xml, true))
        take(a, hb_error_set(a->error, HB_NOMEM, NULL, 0, 0, NULL));
}

enum hb_status hb_site_pages_add(struct hb_site_pages *pages, const void *record, size_t size,
                                 struct hb_error *error)
{
    struct adding a = {.pages = pages, .error = error};
    struct hb_buffer *buffers[] = {&a.row, &a.head, &a.figures, &a.facts, &a.parts, &a.text};
    struct hb_xml *xml;
    enum hb_status status = hb_record_read(record, size, &xml, error);
    if (status != HB_OK)
        return status;
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        hb_buffer_init(buffers[i], SIZE_MAX - 1);
    take_record(&a, xml);
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        if (buffers[i]->status != HB_OK)
            take(&a, hb_error_set(error, buffers[i]->status, NULL, 0, 0, NULL));
        hb_buffer_done(buffers[i]);
    }
    hb_xml_free(xml);
    return a.status;
}

enum hb_status hb_site_pages_add_previous(struct hb_site_pages *pages, const void *record,
                                          size_t size, struct hb_error *error)
{
    struct hb_xml *xml;
    enum hb_status status = hb_record_read_root(record, size, &xml, error);
    if (status != HB_OK)
        return status == HB_NOMEM ? status : HB_OK;
    if (!hb_changes_add(&pages->changes, xml, false))
        status = hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    hb_xml_free(xml);
    return status;
}

bool hb_site_pages_has(const char *stem)
{
    static const char *const names[] = {"index", "compare", "changes", "quality"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t size = strlen(names[i]);
        if (strncmp(stem, names[i], size) != 0)
            continue;
        if (stem[size] == '\0')
            return true;
        if (stem[size] == '-' && (strcmp(names[i], "quality") == 0 ||
                                  stem[size + 1 + strspn(stem + size + 1, "0123456789")] == '\0'))
            return true;
    }
    return false;
}
