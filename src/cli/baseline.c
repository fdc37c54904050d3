#include "cli/baseline.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fault.h"
#include "cli/fingerprint.h"
#include "cli/screen.h"
#include "cli/settings.h"

static const char head[] = "huibao-baseline 1\n";

enum { FIELDS = 5 };

static int compare_place(const struct hb_cli_baseline_entry *entry, const char *uri,
                         const char *code, uint64_t fingerprint)
{
    int order = strcmp(entry->uri, uri);
    if (order == 0)
        order = strcmp(entry->code, code);
    if (order != 0)
        return order;
    return entry->fingerprint < fingerprint ? -1 : entry->fingerprint > fingerprint;
}

static int compare_entries(const void *left, const void *right)
{
    const struct hb_cli_baseline_entry *entry = right;
    return compare_place(left, entry->uri, entry->code, entry->fingerprint);
}

static bool read_fingerprint(const char *text, uint64_t *fingerprint)
{
    if (strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16)
        return false;
    *fingerprint = strtoull(text, NULL, 16);
    return true;
}

/* Cuts a line at its tabs. */
static bool read_line(char *line, struct hb_cli_baseline_entry *entry)
{
    char *fields[FIELDS];
    for (int i = 0; i < FIELDS; i++) {
        fields[i] = line;
        char *tab = strchr(line, '\t');
        if ((tab == NULL) != (i == FIELDS - 1))
            return false;
        if (tab != NULL) {
            *tab = '\0';
            line = tab + 1;
        }
    }
    *entry = (struct hb_cli_baseline_entry){
        .uri = fields[0], .code = fields[1], .line = fields[3], .words = fields[4]};
    return fields[0][0] != '\0' && fields[1][0] != '\0' &&
           read_fingerprint(fields[2], &entry->fingerprint);
}

static bool refuse_line(struct hb_cli_fault *fault, size_t line)
{
    hb_cli_fault_set(fault, "baseline", "");
    snprintf(fault->text, sizeof fault->text, "line %zu is no finding of a baseline", line);
    return false;
}

static size_t count_lines(const char *text, size_t size)
{
    size_t lines = 0;
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    return lines;
}

/* Reads the lines below the head; each ends in a line feed. */
static bool read_lines(struct hb_cli_baseline *baseline, char *text, size_t size,
                       struct hb_cli_fault *fault)
{
    baseline->entries = calloc(count_lines(text, size) + 1, sizeof *baseline->entries);
    if (baseline->entries == NULL)
        return hb_cli_fault_set(fault, "out-of-memory", "out of memory");
    for (char *end = text + size; text < end;) {
        char *feed = memchr(text, '\n', (size_t)(end - text));
        if (feed == NULL || memchr(text, '\0', (size_t)(feed - text)) != NULL)
            return refuse_line(fault, baseline->count + 2);
        *feed = '\0';
        if (!read_line(text, &baseline->entries[baseline->count]))
            return refuse_line(fault, baseline->count + 2);
        baseline->count++;
        text = feed + 1;
    }
    qsort(baseline->entries, baseline->count, sizeof *baseline->entries, compare_entries);
    return true;
}

bool hb_cli_baseline_read(struct hb_cli_baseline *baseline, const char *path,
                          struct hb_cli_fault *fault)
{
    struct hb_cli_bytes bytes;
    size_t skip = sizeof head - 1;
    memset(baseline, 0, sizeof *baseline);
    if (!hb_cli_file_read(path, stdin, HB_CLI_INPUT_BYTES, &bytes, fault))
        return false;
    baseline->text = bytes.data;
    if (bytes.size < skip || memcmp(bytes.data, head, skip) != 0)
        return hb_cli_fault_set(fault, "baseline", "is no baseline; --write-baseline makes one");
    return read_lines(baseline, bytes.data + skip, bytes.size - skip, fault);
}

void hb_cli_baseline_done(struct hb_cli_baseline *baseline)
{
    free(baseline->entries);
    free(baseline->text);
    memset(baseline, 0, sizeof *baseline);
}

/* The first entry that does not stand before this place. */
static size_t find_place(const struct hb_cli_baseline *baseline, const char *uri, const char *code,
                         uint64_t fingerprint)
{
    size_t low = 0, high = baseline->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_place(&baseline->entries[middle], uri, code, fingerprint) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void hb_cli_baseline_look(struct hb_cli_baseline *baseline, const char *uri)
{
    for (size_t i = find_place(baseline, uri, "", 0);
         i < baseline->count && strcmp(baseline->entries[i].uri, uri) == 0; i++)
        baseline->entries[i].looked = true;
}

bool hb_cli_baseline_meet(struct hb_cli_baseline *baseline, const char *uri, const char *code,
                          uint64_t fingerprint)
{
    for (size_t i = find_place(baseline, uri, code, fingerprint); i < baseline->count; i++) {
        struct hb_cli_baseline_entry *entry = &baseline->entries[i];
        if (compare_place(entry, uri, code, fingerprint) != 0)
            return false;
        if (!entry->met) {
            entry->met = true;
            return true;
        }
    }
    return false;
}

const struct hb_cli_baseline_entry *hb_cli_baseline_gone(const struct hb_cli_baseline *baseline,
                                                         size_t *index)
{
    while (*index < baseline->count) {
        const struct hb_cli_baseline_entry *entry = &baseline->entries[(*index)++];
        if (entry->looked && !entry->met)
            return entry;
    }
    return NULL;
}

void hb_cli_baseline_write_head(FILE *out)
{
    fputs(head, out);
}

static void write_entry(FILE *out, const struct hb_cli_baseline_entry *entry)
{
    fprintf(out, "%s\t%s\t%016" PRIx64 "\t%s\t%s\n", entry->uri, entry->code, entry->fingerprint,
            entry->line, entry->words);
}

void hb_cli_baseline_write(FILE *out, const char *uri, const struct hb_cli_finding *finding,
                           uint64_t fingerprint)
{
    char line[16], bytes[256], shown[512];
    const char *words;
    size_t size = hb_cli_finding_words(finding, &words);
    snprintf(line, sizeof line, "%lu", (unsigned long)finding->line);
    snprintf(bytes, sizeof bytes, "%.*s", (int)(size < sizeof bytes ? size : 0), words);
    hb_cli_screen_escape(shown, sizeof shown, bytes);
    struct hb_cli_baseline_entry entry = {.uri = uri,
                                          .code = finding->code,
                                          .line = line,
                                          .words = shown,
                                          .fingerprint = fingerprint};
    write_entry(out, &entry);
}

void hb_cli_baseline_write_rest(FILE *out, const struct hb_cli_baseline *baseline)
{
    for (size_t i = 0; i < baseline->count; i++)
        if (!baseline->entries[i].looked)
            write_entry(out, &baseline->entries[i]);
}
