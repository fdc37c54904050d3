#include "emit/validate.h"

#include "emit/account.h"
#include "emit/value.h"

static bool take_syntax(void *self, const char *message, uint32_t line)
{
    return hb_findings_add(self, "not-well-formed", line, "%s", message);
}

static bool take_schema(void *self, const char *message, uint32_t line)
{
    return hb_findings_add(self, "schema", line, "%s", message);
}

/* The account and the values of XML that is valid. */
static enum hb_status check_content(const struct hb_xml *xml, size_t size, size_t most,
                                    struct hb_findings *findings)
{
    struct hb_account account;
    struct hb_buffer bytes;
    enum hb_status status = hb_account_init(&account, xml, size, findings);
    hb_buffer_init(&bytes, most);
    if (status == HB_OK) {
        status = account.masks > 0 ? hb_account_check_masks(&account, findings)
                                   : hb_account_restore(&account, &bytes, findings);
        if (status == HB_OK || status == HB_SCHEMA) {
            enum hb_status values = hb_value_check(&account, findings);
            status = values == HB_OK ? status : values;
        }
    }
    hb_buffer_done(&bytes);
    hb_account_done(&account);
    return status;
}

enum hb_status hb_validate_xml(const struct hb_schema *schema, size_t most, const void *bytes,
                               size_t size, hb_finding_handler *handler, void *self)
{
    struct hb_findings findings = {.handler = handler, .self = self};
    enum hb_status status;
    if (size > most)
        return HB_LIMIT;
    struct hb_xml *xml = hb_xml_read(bytes, size, NULL, take_syntax, &findings, &status);
    if (xml == NULL)
        return status;
    status = hb_schema_check(schema, xml, take_schema, &findings);
    if (status == HB_OK)
        status = check_content(xml, size, most, &findings);
    hb_xml_free(xml);
    return status;
}
