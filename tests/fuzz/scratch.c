#define _XOPEN_SOURCE 700 /* nftw() */
#include "fuzz/scratch.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fuzz/demand.h"

static char folder[64];

int enter_scratch(void)
{
    int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const char *place = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(folder, sizeof folder, "%s/huibao-fuzz-XXXXXX", place);
    demand(back >= 0 && mkdtemp(folder) != NULL && chdir(folder) == 0, "a scratch folder");
    return back;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *at)
{
    (void)status;
    (void)kind;
    (void)at;
    return remove(path);
}

void leave_scratch(int back)
{
    demand(fchdir(back) == 0, "the way back");
    close(back);
    demand(nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS) == 0, "an empty scratch folder");
}

void write_scratch(const char *name, const void *bytes, size_t size)
{
    FILE *out = fopen(name, "wb");
    demand(out != NULL && fwrite(bytes, 1, size, out) == size && fclose(out) == 0,
           "writing a scratch file");
}
