"""A second build of the same tree, in other folders, yields the same bytes.

usage: reproducible.py CMAKE BUILD_FOLDER HUIBAO LIBRARY"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

NEEDED = ("CMakeLists.txt", "cmake", "schemas", "src", "templates")
SETTINGS = re.compile(r"^((?:CMAKE_(?:GENERATOR|BUILD_TYPE|C_COMPILER|C_FLAGS\w*|EXE_LINKER_FLAGS)"
                      r"|HB_(?!HAS)[A-Z]+):[A-Z]+)=(.*)$", re.M)


def read_settings(build):
    cache = (build / "CMakeCache.txt").read_text()
    settings = [f"-D{name}={value}" for name, value in SETTINGS.findall(cache)
                if "CMAKE_GENERATOR" not in name]
    generator = re.search(r"^CMAKE_GENERATOR:INTERNAL=(.*)$", cache, re.M).group(1)
    return ["-G", generator, "-DBUILD_TESTING=OFF", *settings]


def main():
    check = Check()
    cmake, build, *programs = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        source = pathlib.Path(name, "somewhere", "else")
        other = pathlib.Path(name, "built here")
        source.mkdir(parents=True)
        for part in NEEDED:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, source / part)
        for extra in ("LICENSE", "README.md", "docs"):  # what install rules name
            if (ROOT / extra).is_dir():
                shutil.copytree(ROOT / extra, source / extra)
            else:
                shutil.copy(ROOT / extra, source / extra)
        settings = read_settings(pathlib.Path(build))
        for command in ([cmake, "-S", source, "-B", other, *settings],
                        [cmake, "--build", other, "--target", "huibao", "huibao_shared",
                         "--parallel", str(os.cpu_count() or 1)]):
            status, out, err = run(command, env={"SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Urumqi"})
            if not check.that(status == 0, (out + err).decode(errors="replace")[-2000:]):
                check.finish()
        for path in map(pathlib.Path, programs):
            second = other / path.resolve().relative_to(pathlib.Path(build).resolve())
            check.that(path.read_bytes() == second.read_bytes(), f"{path.name} differs")
            if subprocess.run(["which", "strings"], capture_output=True).returncode == 0:
                text = run(["strings", path])[1].decode(errors="replace")
                check.that(str(ROOT) not in text, f"{path.name} names the folder of its source")
    check.finish()


main()
