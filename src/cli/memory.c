#include "cli/memory.h"

#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "cli/report.h"
#include "huibao.h"

static void *resize(void *memory, size_t size)
{
    static const char words[] = "huibao: error: out of memory [out-of-memory]\n";
    bool doomed = false;
    void *got = hb_xml_memory_take(memory, size, &doomed);
    if (doomed) {
        (void)!write(STDERR_FILENO, words, sizeof words - 1);
        _exit(HB_CLI_FAILED);
    }
    return got;
}

static void *get(size_t size)
{
    return resize(NULL, size);
}

static char *copy(const char *text)
{
    size_t size = strlen(text) + 1;
    char *made = get(size);
    return made == NULL ? NULL : memcpy(made, text, size);
}

void hb_cli_memory_begin(void)
{
    static const struct hb_xml_memory memory = {get, resize, copy};
    hb_xml_memory_set(&memory);
}
