#include "cli/taking.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static void tell(struct hb_cli_taking *taking, const char *path, const void *bytes, size_t size)
{
    struct hb_cli_findings_reader reader;
    struct hb_cli_finding finding;
    taking->report->tally = &taking->tally;
    hb_cli_report_findings(taking->report, hb_cli_path_name(path), bytes, size);
    taking->report->tally = NULL;
    hb_cli_findings_open(&reader, bytes, size);
    while (hb_cli_findings_next(&reader, &finding))
        /* Whatever --fail-on says: a source was not written. */
        if (strcmp(finding.code, HB_CLI_UNDECIDED) == 0 && taking->report->status < HB_CLI_FINDINGS)
            taking->report->status = HB_CLI_FINDINGS;
}

static void tell_kept(struct hb_cli_taking *taking, const struct hb_cli_input *input,
                      const struct hb_cli_entry *entry)
{
    struct hb_cli_fault fault;
    unsigned char *bytes = NULL;
    if (entry->findings.size > 0)
        bytes = hb_cli_blobs_dup(&taking->works->state->blobs, &entry->findings, &fault);
    if (entry->findings.size > 0 && bytes == NULL)
        hb_cli_report_failure(taking->report, input->path, "cannot-read",
                              "the findings that were kept cannot be read; use --force");
    else
        tell(taking, input->path, bytes, bytes != NULL ? (size_t)entry->findings.size : 0);
    free(bytes);
}

void hb_cli_taking_add(struct hb_cli_taking *taking, const struct hb_cli_input *input,
                       struct hb_cli_result *result)
{
    struct hb_cli_kept kept = hb_cli_result_entry(taking->works, input, result);
    struct hb_cli_entry entry;
    bool known = hb_cli_kept_unpack(&kept, &entry);
    if (result->outcome == HB_CLI_CONVERTED || result->outcome == HB_CLI_UNCHANGED) {
        taking->good++;
        taking->unchanged += result->outcome == HB_CLI_UNCHANGED;
        taking->reports += entry.reports;
    }
    if (result->findings.pack.failed)
        hb_cli_report_failure(taking->report, input->path, "out-of-memory", "out of memory");
    else if (result->findings.pack.size > 0)
        tell(taking, input->path, result->findings.pack.bytes, result->findings.pack.size);
    else if (known)
        tell_kept(taking, input, &entry);
    hb_cli_findings_done(&result->findings);
    hb_cli_entry_done(&entry);
}

static void print_count(FILE *out, const char *before, size_t count, const char *noun)
{
    fprintf(out, "%s%zu %s%s", before, count, noun, count == 1 ? "" : "s");
}

void hb_cli_taking_print(struct hb_cli_taking *taking, size_t sources, const char *folder)
{
    const struct hb_cli_report *report = taking->report;
    FILE *out = report->stream;
    if (taking->good < sources)
        fprintf(out, "%zu of ", taking->good);
    print_count(out, "", sources, "source");
    print_count(out, " with ", taking->reports, "report");
    fprintf(out, " written to %s", folder);
    if (taking->unchanged > 0)
        fprintf(out, " (%zu unchanged)", taking->unchanged);
    print_count(out, ": ", report->counts[HB_ERROR], "error");
    print_count(out, ", ", report->counts[HB_WARNING], "warning");
    print_count(out, ", ", report->counts[HB_NOTE], "note");
    fputc('\n', out);
    hb_cli_tally_print(&taking->tally, out);
    hb_cli_sandbox_print(taking->works->cli);
}
