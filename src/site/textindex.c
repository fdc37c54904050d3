#include "site/textindex.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "site/script.h"
#include "site/store.h"
#include "text/chartype.h"
#include "text/fold.h"

enum { ROW_BITS = 22, CHARACTER_BITS = 21 };
enum { READ_BYTES = 8192 };
/* Blanks and capital letters, which have rules of their own, are in front of this; a test looks. */
enum { OWN_RULES = 0x10000 };

void hb_textindex_init(struct hb_textindex *search, const struct hb_store *store, uint32_t run)
{
    *search = (struct hb_textindex){.store = store, .run = run == 0 ? HB_TEXTINDEX_RUN : run};
}

void hb_textindex_done(struct hb_textindex *search)
{
    if (search->file != NULL)
        fclose(search->file);
    free(search->postings);
    free(search->room);
    free(search->runs);
}

uint32_t hb_textindex_character(uint32_t c)
{
    c = hb_fold(c);
    if (c <= 0x20 || hb_is_space(c))
        return 0;
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* ---- Runs ------------------------------------------------------------------------------------ */

/* The digits that postings are sorted by: bytes of both characters of the term. */
static const struct {
    int shift, bits;
} digits[] = {{ROW_BITS, 8},
              {ROW_BITS + 8, 8},
              {ROW_BITS + 16, CHARACTER_BITS - 16},
              {ROW_BITS + CHARACTER_BITS, 8},
              {ROW_BITS + CHARACTER_BITS + 8, 8},
              {ROW_BITS + CHARACTER_BITS + 16, CHARACTER_BITS - 16}};
enum { DIGITS = sizeof digits / sizeof *digits, DIGIT_VALUES = 1 << 8 };

static uint32_t get_digit(uint64_t posting, size_t digit)
{
    return (uint32_t)(posting >> digits[digit].shift) & ((1u << digits[digit].bits) - 1);
}

/* `starts` is how many postings have each value of the digit, then where they begin. */
static void sort_by(struct hb_textindex *search, size_t digit, uint32_t starts[DIGIT_VALUES])
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < DIGIT_VALUES; i++) {
        uint32_t count = starts[i];
        starts[i] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < search->n; i++)
        search->room[starts[get_digit(search->postings[i], digit)]++] = search->postings[i];
    uint64_t *sorted = search->room;
    search->room = search->postings;
    search->postings = sorted;
}

/* By term, rows staying in order: they were added so. A digit that is the same everywhere, as the
 * highest of most characters is, is passed over. */
static void sort(struct hb_textindex *search)
{
    uint32_t counts[DIGITS][DIGIT_VALUES] = {{0}};
    for (uint32_t i = 0; i < search->n; i++)
        for (size_t digit = 0; digit < DIGITS; digit++)
            counts[digit][get_digit(search->postings[i], digit)]++;
    for (size_t digit = 0; digit < DIGITS && search->n > 0; digit++)
        if (counts[digit][get_digit(search->postings[0], digit)] < search->n)
            sort_by(search, digit, counts[digit]);
}

/* A difference, seven bits in each byte. */
static size_t put_difference(uint64_t difference, unsigned char *bytes)
{
    size_t n = 0;
    for (; difference >= 0x80; difference >>= 7)
        bytes[n++] = (unsigned char)(difference | 0x80);
    bytes[n++] = (unsigned char)difference;
    return n;
}

static uint64_t write_postings(struct hb_textindex *search)
{
    unsigned char bytes[READ_BYTES] = {0};
    enum { MOST = 10 }; /* of one difference */
    uint64_t last = 0, written = 0;
    size_t n = 0;
    for (uint32_t i = 0; i < search->n; i++) {
        if (i > 0 && search->postings[i] == last)
            continue;
        n += put_difference(search->postings[i] - last, bytes + n);
        last = search->postings[i];
        written++;
        if (n > sizeof bytes - MOST) {
            fwrite(bytes, 1, n, search->file);
            n = 0;
        }
    }
    fwrite(bytes, 1, n, search->file);
    return written;
}

static enum hb_status end_run(struct hb_textindex *search, struct hb_error *error)
{
    struct hb_textindex_run *runs =
        realloc(search->runs, (search->run_count + 1) * sizeof *search->runs);
    if (runs == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    search->runs = runs;
    if (search->file == NULL)
        search->file = hb_store_scratch(search->store, error);
    if (search->file == NULL)
        return HB_IO;
    off_t start = ftello(search->file);
    sort(search);
    uint64_t written = write_postings(search);
    if (start < 0 || ferror(search->file))
        return hb_error_set(error, HB_IO, NULL, 0, 0, "a scratch file cannot be written");
    runs[search->run_count++] = (struct hb_textindex_run){(uint64_t)start, written};
    search->n = 0;
    return HB_OK;
}

static enum hb_status add_posting(struct hb_textindex *search, uint32_t first, uint32_t second,
                                  struct hb_error *error)
{
    uint64_t term = (uint64_t)first << CHARACTER_BITS | second;
    if (search->n == search->run) {
        enum hb_status status = end_run(search, error);
        if (status != HB_OK)
            return status;
    }
    search->postings[search->n++] = term << ROW_BITS | search->rows;
    return HB_OK;
}

enum hb_status hb_textindex_add(struct hb_textindex *search, uint32_t row, const char *text,
                                struct hb_error *error)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t size = strlen(text);
    uint32_t last = 0, c;
    enum hb_status status = HB_OK;
    if (row >= HB_TEXTINDEX_ROWS)
        return hb_error_set(error, HB_LIMIT, NULL, 0, 0, "too many reports for one search");
    if (search->postings == NULL) {
        search->postings = malloc(search->run * sizeof *search->postings);
        search->room = malloc(search->run * sizeof *search->room);
    }
    if (search->postings == NULL || search->room == NULL)
        return hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    search->rows = row;
    for (size_t at = 0, n; at < size && status == HB_OK; at += n) {
        n = hb_utf8_get(bytes + at, size - at, &c);
        if (n == 0) {
            n = 1;
            continue;
        }
        c = hb_textindex_character(c);
        if (c == 0)
            continue;
        if (last != 0)
            status = add_posting(search, last, c, error);
        last = c;
    }
    return status == HB_OK && last != 0 ? add_posting(search, last, 0, error) : status;
}

/* ---- Merging --------------------------------------------------------------------------------- */

struct reader {
    uint64_t next; /* the posting that is read next */
    uint64_t place, left;
    uint32_t at, size;
    unsigned char bytes[READ_BYTES];
};

struct merge {
    struct hb_textindex *search;
    const struct hb_store *store;
    struct reader *readers;
    uint32_t *heap; /* numbers of readers, the smallest posting first */
    uint32_t n;
    struct hb_buffer shard, list; /* a file of terms; the rows of the term that is being read */
    struct hb_buffer *firsts;
    uint64_t term, first_of_shard, last_of_shard;
    uint32_t rows, last_row, shards;
};

static bool fill(struct merge *m, struct reader *r)
{
    FILE *file = m->search->file;
    if (r->place > INT64_MAX || fseeko(file, (off_t)r->place, SEEK_SET) != 0)
        return false;
    r->size = (uint32_t)fread(r->bytes, 1, sizeof r->bytes, file);
    r->place += r->size;
    r->at = 0;
    return r->size > 0;
}

/* Reads the posting behind r->next into it. */
static bool step(struct merge *m, struct reader *r)
{
    uint64_t difference = 0;
    unsigned char byte = 0x80;
    for (int shift = 0; byte >= 0x80 && shift < 64; shift += 7) {
        if (r->at == r->size && !fill(m, r))
            return false;
        byte = r->bytes[r->at++];
        difference |= (uint64_t)(byte & 0x7F) << shift;
    }
    r->next += difference;
    r->left--;
    return true;
}

static void sink(struct merge *m, uint32_t at)
{
    uint32_t reader = m->heap[at];
    uint64_t next = m->readers[reader].next;
    for (uint32_t child; (child = 2 * at + 1) < m->n; at = child) {
        if (child + 1 < m->n &&
            m->readers[m->heap[child + 1]].next < m->readers[m->heap[child]].next)
            child++;
        if (next <= m->readers[m->heap[child]].next)
            break;
        m->heap[at] = m->heap[child];
    }
    m->heap[at] = reader;
}

static void put_term(struct hb_buffer *out, uint64_t term)
{
    char text[16], *end = text;
    uint32_t second = term & ((1u << CHARACTER_BITS) - 1);
    end += hb_utf8_put((uint32_t)(term >> CHARACTER_BITS), (unsigned char *)end);
    if (second != 0)
        end += hb_utf8_put(second, (unsigned char *)end);
    *end = '\0';
    hb_script_string(out, text);
}

static enum hb_status end_shard(struct merge *m, struct hb_error *error)
{
    char path[64];
    if (m->shard.size == 0)
        return m->shard.status;
    struct hb_buffer file;
    hb_buffer_init(&file, SIZE_MAX - 1);
    hb_buffer_format(&file, "huibao.terms(%u,\"", (unsigned)m->shards);
    hb_buffer_add(&file, m->shard.bytes, m->shard.size);
    hb_buffer_text(&file, "\");\n");
    snprintf(path, sizeof path, "search/terms-%u.js", (unsigned)m->shards);
    enum hb_status status = hb_store_write_buffer(m->store, path, &file, error);
    hb_buffer_done(&file);
    if (m->shards++ > 0)
        hb_buffer_text(m->firsts, ",");
    put_term(m->firsts, m->first_of_shard);
    m->shard.size = 0;
    return status;
}

/* Moves the term that was read to the file of terms: its difference from the one before, how many
 * rows it has, their differences. */
static enum hb_status end_term(struct merge *m, struct hb_error *error)
{
    enum hb_status status = HB_OK;
    if (m->rows == 0)
        return HB_OK;
    if (m->shard.size > 0 && m->shard.size + m->list.size > HB_TEXTINDEX_SHARD_BYTES)
        status = end_shard(m, error);
    if (m->shard.size == 0) {
        m->first_of_shard = m->term;
        m->last_of_shard = 0;
    }
    hb_script_digits(&m->shard, m->term - m->last_of_shard);
    hb_script_digits(&m->shard, m->rows);
    hb_buffer_add(&m->shard, m->list.bytes, m->list.size);
    m->last_of_shard = m->term;
    m->list.size = 0;
    m->rows = 0;
    return status;
}

static enum hb_status take(struct merge *m, uint64_t posting, struct hb_error *error)
{
    uint64_t term = posting >> ROW_BITS;
    uint32_t row = posting & ((1u << ROW_BITS) - 1);
    enum hb_status status = HB_OK;
    if (term != m->term) {
        status = end_term(m, error);
        m->term = term;
    } else if (m->rows > 0 && row == m->last_row) {
        return HB_OK; /* a row whose texts lie in two runs */
    }
    hb_script_digits(&m->list, m->rows == 0 ? row : row - m->last_row);
    m->last_row = row;
    m->rows++;
    return status;
}

static enum hb_status merge(struct merge *m, struct hb_error *error)
{
    enum hb_status status = HB_OK;
    bool good = true;
    for (uint32_t i = 0; i < m->search->run_count && good; i++) {
        struct reader *r = &m->readers[i];
        r->place = m->search->runs[i].start;
        r->left = m->search->runs[i].postings;
        if (r->left > 0)
            m->heap[m->n++] = i;
        good = r->left == 0 || step(m, r);
    }
    for (uint32_t i = m->n; i > 0; i--)
        sink(m, i - 1);
    while (m->n > 0 && status == HB_OK && good) {
        struct reader *r = &m->readers[m->heap[0]];
        status = take(m, r->next, error);
        if (r->left == 0)
            m->heap[0] = m->heap[--m->n];
        else
            good = step(m, r);
        if (m->n > 0)
            sink(m, 0);
    }
    if (!good)
        return hb_error_set(error, HB_IO, NULL, 0, 0, "a scratch file cannot be read");
    if (status == HB_OK)
        status = end_term(m, error);
    return status == HB_OK ? end_shard(m, error) : status;
}

enum hb_status hb_textindex_write(struct hb_textindex *search, const struct hb_store *store,
                                  struct hb_buffer *firsts, struct hb_error *error)
{
    struct merge m = {.search = search, .store = store, .firsts = firsts};
    enum hb_status status = search->n > 0 ? end_run(search, error) : HB_OK;
    free(search->postings);
    free(search->room);
    search->postings = search->room = NULL;
    if (status != HB_OK || search->run_count == 0)
        return status;
    m.readers = calloc(search->run_count, sizeof *m.readers);
    m.heap = calloc(search->run_count, sizeof *m.heap);
    hb_buffer_init(&m.shard, SIZE_MAX - 1);
    hb_buffer_init(&m.list, SIZE_MAX - 1);
    if (m.readers == NULL || m.heap == NULL)
        status = hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL);
    else
        status = merge(&m, error);
    if (status == HB_OK && m.list.status != HB_OK)
        status = hb_error_set(error, m.list.status, NULL, 0, 0, NULL);
    hb_buffer_done(&m.shard);
    hb_buffer_done(&m.list);
    free(m.readers);
    free(m.heap);
    return status;
}

/* ---- The rule as data ------------------------------------------------------------------------ */

static void put_character(struct hb_buffer *out, uint32_t c)
{
    char text[8];
    text[hb_utf8_put(c, (unsigned char *)text)] = '\0';
    struct hb_buffer string;
    hb_buffer_init(&string, SIZE_MAX - 1);
    hb_script_string(&string, text);
    if (string.status != HB_OK)
        out->status = string.status;
    else if (string.size > 2)
        hb_buffer_add(out, string.bytes + 1, string.size - 2);
    hb_buffer_done(&string);
}

/* huibao.fold(FROM, TO, DROPPED): each character of FROM becomes the one of TO at its place. */
enum hb_status hb_textindex_write_rule(const struct hb_store *store, struct hb_error *error)
{
    struct hb_buffer from, to, dropped;
    hb_buffer_init(&from, SIZE_MAX - 1);
    hb_buffer_init(&to, SIZE_MAX - 1);
    hb_buffer_init(&dropped, SIZE_MAX - 1);
    for (uint32_t c = 1; c != 0; c = c + 1 < OWN_RULES ? c + 1 : hb_fold_next(c)) {
        uint32_t becomes = hb_textindex_character(c);
        if (becomes == c || (c >= 0xD800 && c < 0xE000))
            continue;
        if (becomes == 0)
            put_character(&dropped, c);
        else {
            put_character(&from, c);
            put_character(&to, becomes);
        }
    }
    struct hb_buffer file;
    hb_buffer_init(&file, SIZE_MAX - 1);
    hb_buffer_format(&file, "huibao.fold(\"%s\",\n\"%s\",\n\"%s\");\n", hb_buffer_string(&from),
                     hb_buffer_string(&to), hb_buffer_string(&dropped));
    enum hb_status status = from.status != HB_OK || to.status != HB_OK || dropped.status != HB_OK
                                ? hb_error_set(error, HB_NOMEM, NULL, 0, 0, NULL)
                                : hb_store_write_buffer(store, "search/fold.js", &file, error);
    hb_buffer_done(&file);
    hb_buffer_done(&from);
    hb_buffer_done(&to);
    hb_buffer_done(&dropped);
    return status;
}
