/* Nothing lost, whatever the input: sources of the corpus are mutated at random, converted, written
 * as XML, validated and restored; the restored bytes must be the mutated ones.
 *
 * usage: mutations COUNT SECONDS [SEED] FILE...
 * Stops after COUNT mutations or SECONDS seconds, whichever comes first, and says how many it did.
 * A failure names the seed of the mutation, which repeats it alone: mutations 1 60 SEED FILE... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
#include "text/decode.h"

enum { MOST_FILES = 256, MOST_BYTES = 1 << 20, MOST_LINES = 4096 };

struct bytes {
    char *at;
    size_t size;
};

static uint64_t random_state;

/* xorshift64*: the same sequence on every machine. */
static uint32_t draw(uint32_t below)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return below == 0 ? 0 : (uint32_t)((random_state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

static const struct bytes *current; /* the mutation under test */

/* Leaves the bytes behind, in mutation-SEED.txt, for a closer look. */
static void fail(const char *what, uint64_t seed)
{
    char name[64];
    snprintf(name, sizeof name, "mutation-%llu.txt", (unsigned long long)seed);
    FILE *file = current == NULL ? NULL : fopen(name, "wb");
    if (file != NULL) {
        fwrite(current->at, 1, current->size, file);
        fclose(file);
    }
    fprintf(stderr, "mutations: seed %llu: %s (%s)\n", (unsigned long long)seed, what, name);
    exit(1);
}

static struct bytes read_file(const char *name)
{
    struct bytes b = {malloc(MOST_BYTES), 0};
    FILE *file = fopen(name, "rb");
    if (file == NULL || b.at == NULL)
        fail(name, 0);
    b.size = fread(b.at, 1, MOST_BYTES, file);
    fclose(file);
    return b;
}

/* ---- Mutations: each takes the bytes and leaves others, never more than MOST_BYTES ----------- */

static void cut_out(struct bytes *b)
{
    size_t from = draw((uint32_t)b->size), n = draw((uint32_t)(b->size - from) / 2 + 1);
    memmove(b->at + from, b->at + from + n, b->size - from - n);
    b->size -= n;
}

static void cut_end(struct bytes *b)
{
    b->size = draw((uint32_t)b->size + 1);
}

static void double_piece(struct bytes *b)
{
    size_t from = draw((uint32_t)b->size), n = draw((uint32_t)(b->size - from) + 1);
    if (b->size + n > MOST_BYTES)
        return;
    memmove(b->at + from + n, b->at + from, b->size - from);
    b->size += n;
}

static void flip_bytes(struct bytes *b)
{
    for (uint32_t n = draw(20) + 1; n > 0 && b->size > 0; n--)
        b->at[draw((uint32_t)b->size)] ^= (char)(1 << draw(8));
}

static void put_bytes(struct bytes *b)
{
    static const char *const pieces[] = {"\r",   "\r\n", "\n\n", "\xEF\xBF\xBF",  "(kāi)", "&nbsp;",
                                         "一、", "xx",   "\f",   "第1页 共2页\n", "\xFF",  "]]>",
                                         "<",    "&"};
    for (uint32_t n = draw(10) + 1; n > 0; n--) {
        const char *piece = pieces[draw(sizeof pieces / sizeof *pieces)];
        size_t size = strlen(piece), at = draw((uint32_t)b->size + 1);
        if (b->size + size > MOST_BYTES)
            return;
        memmove(b->at + at + size, b->at + at, b->size - at);
        memcpy(b->at + at, piece, size);
        b->size += size;
    }
}

static void shuffle_lines(struct bytes *b)
{
    struct bytes lines[MOST_LINES];
    uint32_t n = 0;
    char *copy = malloc(b->size + 1), *at = copy;
    if (copy == NULL)
        return;
    memcpy(copy, b->at, b->size);
    for (size_t i = 0, start = 0; i < b->size && n < MOST_LINES; i++)
        if (copy[i] == '\n' || i + 1 == b->size || n + 1 == MOST_LINES) {
            size_t end = n + 1 == MOST_LINES ? b->size : i + 1;
            lines[n++] = (struct bytes){at + start, end - start};
            start = end;
            i = end - 1;
        }
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = draw(i);
        struct bytes line = lines[i - 1];
        lines[i - 1] = lines[k];
        lines[k] = line;
    }
    size_t out = 0;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(b->at + out, lines[i].at, lines[i].size);
        out += lines[i].size;
    }
    free(copy);
}

static void encode_otherwise(struct bytes *b)
{
    static const char *const encodings[] = {"GB18030", "UTF-16LE", "UTF-16BE", "Big5"};
    struct hb_arena arena;
    struct hb_source source;
    struct hb_diags diags = {.limit = 10};
    struct hb_buffer out;
    struct hb_source_bytes in = {"mutation", b->at, b->size, NULL, NULL};
    hb_arena_init(&arena, NULL);
    hb_buffer_init(&out, MOST_BYTES);
    if (hb_decode(&in, &arena, &diags, &source) == HB_OK) {
        size_t bom_size = 0;
        const char *name = encodings[draw(4)], *bom = hb_bom(name, &bom_size);
        if (bom != NULL && draw(2) == 0)
            hb_buffer_add(&out, bom, bom_size);
        /* Big5 lacks most of a simplified text: what was encoded before the first such
         * character is a source too. */
        if (hb_encode(name, source.chars, source.len, &out) != HB_INTERNAL && out.size > 0) {
            memcpy(b->at, out.bytes, out.size);
            b->size = out.size;
        }
    }
    hb_buffer_done(&out);
    hb_arena_done(&arena);
}

static void mutate(struct bytes *b)
{
    static void (*const kinds[])(struct bytes *) = {cut_out,   cut_end,       double_piece,
                                                    put_bytes, shuffle_lines, flip_bytes};
    for (uint32_t n = draw(4) + 1; n > 0; n--)
        kinds[draw(sizeof kinds / sizeof *kinds)](b);
    if (draw(4) == 0)
        encode_otherwise(b);
}

/* ---- The promise ----------------------------------------------------------------------------- */

static enum hb_status keep(void *self, const void *bytes, size_t size)
{
    hb_buffer_add(self, bytes, size);
    return ((struct hb_buffer *)self)->status;
}

static void print_finding(void *self, const struct hb_finding *finding)
{
    (void)self;
    fprintf(stderr, "  line %u: %s [%s]\n", finding->line, finding->message, finding->code);
}

/* 1 when the bytes were text, 0 when they were refused as none. */
static int check(const struct hb_context *context, const struct bytes *b, uint64_t seed)
{
    struct hb_document *document = NULL;
    struct hb_buffer xml, again;
    struct hb_error error;
    struct hb_source_bytes in = {"mutation.txt", b->at, b->size, NULL, NULL};
    current = b;
    enum hb_status status = hb_convert(context, &in, &document, &error);
    if (status == HB_ENCODING)
        return 0;
    if (status != HB_OK)
        fail(error.text, seed);
    hb_buffer_init(&xml, SIZE_MAX / 2);
    hb_buffer_init(&again, SIZE_MAX / 2);
    struct hb_output output = {.format = "xml"};
    struct hb_writer to_xml = {keep, &xml}, to_again = {keep, &again};
    if (hb_write(document, &output, &to_xml, &error) != HB_OK)
        fail(error.text, seed);
    if (hb_validate(context, xml.bytes, xml.size, print_finding, NULL) != HB_OK)
        fail("the XML is not valid", seed);
    if (hb_restore(context, xml.bytes, xml.size, &to_again, &error) != HB_OK)
        fail(error.text, seed);
    if (again.size != b->size || (b->size > 0 && memcmp(again.bytes, b->at, b->size) != 0))
        fail("other bytes came back", seed);
    hb_buffer_done(&xml);
    hb_buffer_done(&again);
    hb_document_free(document);
    return 1;
}

int main(int argc, char **argv)
{
    struct bytes files[MOST_FILES];
    int n_files = 0;
    if (argc < 4) {
        fputs("usage: mutations COUNT SECONDS [SEED] FILE...\n", stderr);
        return 2;
    }
    unsigned long count = strtoul(argv[1], NULL, 10), seconds = strtoul(argv[2], NULL, 10);
    char *end;
    uint64_t seed = strtoull(argv[3], &end, 10);
    int first = *end == '\0' ? 4 : 3;
    if (*end != '\0')
        seed = 1;
    for (int i = first; i < argc && n_files < MOST_FILES; i++)
        files[n_files++] = read_file(argv[i]);
    struct hb_context *context;
    if (n_files == 0 || hb_context_new(NULL, &context, NULL) != HB_OK)
        fail("nothing to do, or no context", 0);
    struct bytes b = {malloc(MOST_BYTES), 0};
    unsigned long done = 0, refused = 0;
    time_t start = time(NULL);
    for (; done < count && (unsigned long)(time(NULL) - start) < seconds; done++, seed++) {
        random_state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
        const struct bytes *file = &files[draw((uint32_t)n_files)];
        memcpy(b.at, file->at, file->size);
        b.size = file->size;
        mutate(&b);
        refused += !check(context, &b, seed);
    }
    printf("%lu mutations restored byte for byte, %lu of them refused as no text\n", done, refused);
    free(b.at);
    for (int i = 0; i < n_files; i++)
        free(files[i].at);
    hb_context_free(context);
    return done == 0;
}
