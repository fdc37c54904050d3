#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "emit/account.h"
#include "emit/validate.h"

/* The first fault is what the reader of an error sees. */
struct first {
    struct hb_error *error;
    bool taken;
};

static bool keep_fault(void *self, const char *message, uint32_t line)
{
    struct first *first = self;
    if (!first->taken)
        hb_error_set(first->error, HB_SCHEMA, NULL, line, 0, message);
    first->taken = true;
    return false;
}

static void keep_finding(void *self, const struct hb_finding *finding)
{
    keep_fault(self, finding->message, finding->line);
}

static enum hb_status restore(const struct hb_xml *xml, size_t size, size_t most,
                              const struct hb_writer *writer, struct first *first)
{
    struct hb_findings findings = {.handler = keep_finding, .self = first};
    struct hb_account account;
    struct hb_buffer bytes;
    enum hb_status status = hb_account_init(&account, xml, size, &findings);
    hb_buffer_init(&bytes, most);
    if (status == HB_OK)
        status = hb_account_restore(&account, &bytes, &findings);
    if (status == HB_OK && bytes.size > 0)
        status = writer->write(writer->self, bytes.bytes, bytes.size);
    hb_buffer_done(&bytes);
    hb_account_done(&account);
    return status;
}

enum hb_status hb_restore_xml(const struct hb_schema *schema, size_t most, const void *bytes,
                              size_t size, const struct hb_writer *writer, struct hb_error *error)
{
    struct first first = {.error = error};
    enum hb_status status = HB_LIMIT;
    struct hb_xml *xml =
        size > most ? NULL : hb_xml_read(bytes, size, NULL, keep_fault, &first, &status);
    if (xml != NULL) {
        status = hb_schema_check(schema, xml, keep_fault, &first);
        if (status == HB_OK)
            status = restore(xml, size, most, writer, &first);
        hb_xml_free(xml);
    }
    if (status != HB_OK && !first.taken)
        hb_error_set(error, status, NULL, 0, 0, NULL);
    return status;
}
