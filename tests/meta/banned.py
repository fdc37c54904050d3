"""Functions that are not called in src/: those that cannot be bounded, keep state for the whole
process, depend on the locale or start programs; and in the library those that print, end the
process or read the environment."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402

UNBOUNDED = """strcpy strcat stpcpy strncpy strncat sprintf vsprintf gets scanf fscanf vscanf
    vsscanf vfscanf alloca strdupa wcscpy wcscat getwd"""
STATE = """strtok strerror_l asctime ctime gmtime localtime rand srand random srandom setlocale
    tmpnam tempnam mktemp getopt putenv setenv unsetenv setjmp longjmp sigsetjmp siglongjmp
    readdir_r inet_ntoa getpwnam getpwuid getlogin ttyname"""
LOOSE = "atoi atol atoll atof strtod strtof chmod chown umask"
PROGRAMS = "system popen execl execlp execle execv execvp execve vfork dlopen"
LIBRARY = """printf vprintf puts putchar perror exit _Exit _exit quick_exit abort atexit assert
    getenv secure_getenv signal sigaction chdir fchdir fork"""


def strip(text):
    """Without comments, strings and characters; line ends stay."""
    def blank(found):
        return re.sub(r"[^\n]", " ", found.group())
    return re.sub(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", blank, text,
                  flags=re.S)


def main():
    check = Check()
    banned = set(f"{UNBOUNDED} {STATE} {LOOSE} {PROGRAMS}".split())
    library = banned | set(LIBRARY.split())
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        words = banned if "cli" in path.parts else library
        for number, line in enumerate(strip(path.read_text()).split("\n"), 1):
            for name in re.findall(r"(?<![\w.>])(\w+) *\(", line):
                check.that(name not in words,
                           f"{path.relative_to(ROOT)}:{number}: {name}() is not called here")
    check.finish()


main()
