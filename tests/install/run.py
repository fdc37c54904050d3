"""Installs into a scratch prefix, builds docs' example by pkg-config and by the CMake package,
against the shared and the static library, and runs it.

usage: run.py CMAKE BUILD-FOLDER CC [FLAG...]"""

import json
import pathlib
import shlex
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check, run  # noqa: E402

EXAMPLE = ROOT / "tests/install/example.c"
FILES = ("bin/huibao", "include/huibao.h", "lib*/libhuibao.a", "lib*/libhuibao.so",
         "lib*/pkgconfig/huibao.pc", "lib*/cmake/huibao/huibao-config.cmake",
         "share/huibao/schemas/report.xsd", "share/huibao/schemas/vocabulary/parts.yaml",
         "share/huibao/templates/html/*.xsl", "share/man/man1/huibao.1")


def find(prefix, pattern):
    """One installed file; a multiarch folder (lib/x86_64-linux-gnu) may stand between."""
    found = sorted(prefix.glob(pattern)) + sorted(prefix.glob(pattern.replace("lib*/", "lib/*/")))
    return found[0] if found else None


def run_example(check, program, libraries):
    seed = sorted((ROOT / "seeds").glob("*.txt"))[2]
    status, out, err = run([program], seed.read_bytes(),
                           env={"LD_LIBRARY_PATH": str(libraries)})
    if check.that(status == 0, f"{program.name}: exit status {status}: {err.decode()}"):
        check.that(len(json.loads(out)) > 0, f"{program.name}: no JSON")


def build_by_pkg_config(check, prefix, scratch, compiler):
    folder = find(prefix, "lib*/pkgconfig")
    env = {"PKG_CONFIG_PATH": str(folder)}
    for kind in ("shared", "static"):
        words = ["--static"] if kind == "static" else []
        flags = run(["pkg-config", "--cflags", "--libs", *words, "huibao"], env=env)[1].decode()
        flags = shlex.split(flags)
        if kind == "static":
            archive = find(prefix, "lib*/libhuibao.a")
            flags = [str(archive) if flag == "-lhuibao" else flag for flag in flags]
        program = scratch / f"pkg-config-{kind}"
        status, _, err = run([*compiler, "-std=c17", EXAMPLE, "-o", program, *flags])
        if check.that(status == 0, f"pkg-config, {kind}: {err.decode()}"):
            run_example(check, program, folder.parent)


def build_by_cmake(check, cmake, prefix, scratch, compiler):
    build = scratch / "cmake"
    options = [f"-DCMAKE_PREFIX_PATH={prefix}", f"-DEXAMPLE={EXAMPLE}",
               f"-DCMAKE_C_COMPILER={compiler[0]}", f"-DCMAKE_C_FLAGS={' '.join(compiler[1:])}"]
    status, out, err = run([cmake, "-S", ROOT / "tests/install", "-B", build, *options])
    check.that(status == 0, f"CMake: {(out + err).decode()}")
    status, out, err = run([cmake, "--build", build])
    if check.that(status == 0, f"CMake: {(out + err).decode()}"):
        for kind in ("shared", "static"):
            run_example(check, build / f"example_{kind}", find(prefix, "lib*/pkgconfig").parent)


def run_command(check, huibao, scratch):
    status, out, _ = run([huibao, "convert", "-q", sorted((ROOT / "seeds").glob("*.txt"))[0]],
                         cwd=scratch)
    check.that(status in (0, 1) and out.startswith(b"<?xml"), "the installed command")


def main():
    check = Check()
    cmake, build, *compiler = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        prefix = scratch / "prefix"
        status, _, err = run([cmake, "--install", build, "--prefix", prefix])
        check.that(status == 0, err.decode())
        for pattern in FILES:
            check.that(find(prefix, pattern) is not None, f"{pattern} is not installed")
        run_command(check, find(prefix, "bin/huibao"), scratch)
        build_by_pkg_config(check, prefix, scratch, compiler)
        build_by_cmake(check, cmake, prefix, scratch, compiler)
    check.finish()


main()
