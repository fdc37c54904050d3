/* Names of the members of archives, made fit for the names of sources. */
#ifndef HB_CLI_MEMBER_NAME_H
#define HB_CLI_MEMBER_NAME_H

#include <stddef.h>

/* Makes a path below the archive of a name: "./2018//a.txt" and "2018\a.txt" become "2018/a.txt".
 * A name that is not in UTF-8 is read as GB18030, as Chinese Windows writes it, and left as it is
 * where it is not that either. NULL and the reason in *why when the name leads out of the archive
 * or is none; *why is NULL when memory is out. The caller frees it. */
char *hb_cli_member_name_dup(const char *name, size_t size, const char **why);

#endif
