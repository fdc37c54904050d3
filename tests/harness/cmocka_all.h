/* cmocka with what it needs before it. */
#ifndef HB_TESTS_CMOCKA_ALL_H
#define HB_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
