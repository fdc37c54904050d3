#include "emit/findings.h"

#include <stdarg.h>
#include <stdio.h>

bool hb_findings_add(struct hb_findings *findings, const char *code, uint32_t line,
                     const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct hb_finding finding = {.code = code, .message = message, .line = line, .level = HB_ERROR};
    findings->n++;
    if (findings->handler != NULL && findings->n <= HB_FINDINGS_MOST)
        findings->handler(findings->self, &finding);
    return findings->n < HB_FINDINGS_MOST;
}

void hb_findings_warn(struct hb_findings *findings, const char *code, const char *format, ...)
{
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct hb_finding finding = {.code = code, .message = message, .level = HB_WARNING};
    if (findings->handler != NULL)
        findings->handler(findings->self, &finding);
}
