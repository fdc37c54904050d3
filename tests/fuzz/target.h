/* The entry point that a fuzzer, or replay.c, calls. */
#ifndef HB_FUZZ_TARGET_H
#define HB_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
