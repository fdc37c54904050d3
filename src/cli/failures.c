#include "cli/failures.h"

#include "cli/fault.h"
#include "cli/report.h"

static void add(struct hb_cli_findings *findings, const struct hb_cli_finding *finding)
{
    findings->disturbed = findings->disturbed || hb_cli_fault_is_passing(finding->code);
    hb_cli_findings_add(findings, finding);
}

void hb_cli_failures_add_fault(struct hb_cli_findings *findings, const char *path,
                               const struct hb_cli_fault *fault)
{
    hb_cli_failures_add(findings, path, fault->code, fault->text);
    findings->disturbed = findings->disturbed || fault->passing;
}

void hb_cli_failures_add(struct hb_cli_findings *findings, const char *path, const char *code,
                         const char *text)
{
    struct hb_cli_finding finding = {
        .code = code, .level = HB_ERROR, .failure = true, .message = text, .file = path};
    add(findings, &finding);
}

void hb_cli_failures_add_error(struct hb_cli_findings *findings, enum hb_status status,
                               const struct hb_error *error)
{
    const char *text = error->text[0] != '\0' ? error->text : hb_status_text(status);
    struct hb_cli_finding finding = {.code = hb_cli_report_code(status, error),
                                     .level = HB_ERROR,
                                     .failure = true,
                                     .message = text,
                                     .file = error->file[0] != '\0' ? error->file : NULL,
                                     .line = error->line,
                                     .column = error->column};
    add(findings, &finding);
}
