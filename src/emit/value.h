/* Do the values of a document agree with the words they were read from? */
#ifndef HB_EMIT_VALUE_H
#define HB_EMIT_VALUE_H

#include "emit/account.h"

/* Tells `findings` (code "value") what does not; HB_SCHEMA then. */
enum hb_status hb_value_check(const struct hb_account *account, struct hb_findings *findings);

/* Is it a date in the part of EDTF that docs/schema.md names, with months and days that exist? */
bool hb_value_is_edtf(const char *text);
/* The value of an expression whose only figures are digits, followed by 万 or 亿 or by neither;
 * false where the text is anything else. */
struct hb_decimal;
bool hb_value_read(const char *text, struct hb_decimal *value);

#endif
