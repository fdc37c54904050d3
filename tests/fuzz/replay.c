/* Runs a fuzz target over files, without a fuzzer: what was found once stays an ordinary test.
 *
 * usage: replay FILE... */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz/target.h"

enum { MOST = 1 << 20 };

static int replay(const char *path)
{
    uint8_t *data = malloc(MOST);
    FILE *in = fopen(path, "rb");
    int done = data != NULL && in != NULL;
    if (done) {
        size_t size = fread(data, 1, MOST, in);
        LLVMFuzzerTestOneInput(data, size);
    } else {
        perror(path);
    }
    if (in != NULL)
        fclose(in);
    free(data);
    return done;
}

int main(int argc, char **argv)
{
    int done = argc > 1;
    for (int i = 1; i < argc; i++)
        done &= replay(argv[i]);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
