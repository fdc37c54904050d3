/* Stands for a hostile source that has taken the program over: loaded before the C library, it is
 * called in the middle of decoding, tries what PROBE says and prints the outcomes. PROBE is a list
 * of words, parted by spaces: "read:FILE", "write:FILE", "make:FILE", "folder:FOLDER",
 * "remove:FILE", "link:FILE", "rename:FILE=FILE", "run:PROGRAM", "connect:PORT" on this machine. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_and_close(const char *path, int flags)
{
    int fd = open(path, flags, 0666);
    if (fd >= 0)
        close(fd);
    return fd;
}

static int connect_to(const char *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int failed = connect(fd, (struct sockaddr *)&address, sizeof address);
    int error = errno;
    close(fd);
    errno = error;
    return failed;
}

/* The child's exit status is the errno of its execve(). */
static int start(const char *program)
{
    char *const words[] = {strdup(program), NULL}, *const nothing[] = {NULL};
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        execve(program, words, nothing);
        _exit(errno);
    }
    free(words[0]);
    waitpid(pid, &status, 0);
    errno = WEXITSTATUS(status);
    return errno == 0 ? 0 : -1;
}

static int rename_pair(char *pair)
{
    char *to = strchr(pair, '=');
    *to++ = '\0';
    return rename(pair, to);
}

static int try(char *word)
{
    char *what = strchr(word, ':');
    *what++ = '\0';
    if (strcmp(word, "read") == 0)
        return open_and_close(what, O_RDONLY);
    if (strcmp(word, "write") == 0)
        return open_and_close(what, O_WRONLY);
    if (strcmp(word, "make") == 0)
        return open_and_close(what, O_WRONLY | O_CREAT);
    if (strcmp(word, "folder") == 0)
        return mkdir(what, 0777);
    if (strcmp(word, "remove") == 0)
        return unlink(what);
    if (strcmp(word, "link") == 0)
        return symlink("nowhere", what);
    if (strcmp(word, "rename") == 0)
        return rename_pair(what);
    if (strcmp(word, "run") == 0)
        return start(what);
    return connect_to(what);
}

static void try_all(void)
{
    static atomic_flag tried = ATOMIC_FLAG_INIT;
    const char *list = atomic_flag_test_and_set(&tried) ? NULL : getenv("PROBE");
    char *copy = list != NULL ? strdup(list) : NULL, *rest = copy, *word;
    char text[4096] = "";
    size_t n = 0;
    while (copy != NULL && (word = strtok_r(rest, " ", &rest)) != NULL && n < sizeof text) {
        char *mine = strdup(word);
        int failed = try(mine);
        n += (size_t)snprintf(text + n, sizeof text - n, "probe %s %d\n", word,
                              failed < 0 ? errno : 0);
        free(mine);
    }
    if (n > 0 && write(STDERR_FILENO, text, n) < 0)
        _exit(1);
    free(copy);
}

size_t iconv(iconv_t cd, char **in, size_t *in_left, char **out, size_t *out_left)
{
    size_t (*next)(iconv_t, char **, size_t *, char **, size_t *);
    void *found = dlsym(RTLD_NEXT, "iconv");
    memcpy(&next, &found, sizeof next);
    try_all();
    return next(cd, in, in_left, out, out_left);
}
