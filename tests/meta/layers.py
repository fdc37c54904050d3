"""Every #include of src/ against the matrix in cmake/Layers.cmake."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "harness"))
from check import ROOT, Check  # noqa: E402

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def read_matrix():
    text = (ROOT / "cmake/Layers.cmake").read_text()
    layers = re.search(r"set\(HB_LAYERS ([^)]*)\)", text).group(1).split()

    def rows(name):
        found = re.findall(rf"set\({name}_(\w+)\s+([^)]*)\)", text)
        return {layer: names.replace('"', "").split() for layer, names in found}

    return layers, rows("HB_MAY_INCLUDE"), rows("HB_MAY_USE")


def library_of(header):
    """The third-party library a system header belongs to, or None for the C library's."""
    for prefix, library in (("libxml/", "libxml"), ("libxslt/", "libxslt"),
                            ("libexslt/", "libexslt"), ("yaml.h", "yaml"), ("iconv.h", "iconv"),
                            ("uchardet", "uchardet"), ("jansson.h", "jansson"),
                            ("archive", "libarchive"), ("zlib.h", "zlib"),
                            ("pthread.h", "threads")):
        if header.startswith(prefix):
            return library
    return None


def check_file(check, path, layers, may_include, may_use):
    folder = path.parent.name if path.parent != ROOT / "src" else "top"
    name = path.relative_to(ROOT / "src")
    includes = INCLUDE.findall(path.read_text())
    own = f"{path.stem}.h" if folder == "top" else f"{folder}/{path.stem}.h"
    if path.suffix == ".c" and (ROOT / "src" / own).exists():
        first = [header for quote, header in includes if quote == '"'][:1]
        check.that(first == [own], f"{name}: its own header is not the first")
    for quote, header in includes:
        if quote == "<":
            library = library_of(header)
            check.that(library is None or library in may_use.get(folder, []),
                       f"{name}: {folder} may not use {library} ({header})")
        elif header == "huibao.h" or (folder == "top" and "/" not in header):
            check.that((ROOT / "src" / header).exists(), f"{name}: there is no {header}")
        else:
            target = header.split("/")[0]
            check.that("/" in header and target in layers,
                       f"{name}: {header} is not written with its layer")
            check.that((ROOT / "src" / header).exists(), f"{name}: there is no {header}")
            check.that(target == folder or target in may_include[folder],
                       f"{name}: {folder} may not include {header}")


def main():
    check = Check()
    layers, may_include, may_use = read_matrix()
    may_include["top"] = [layer for layer in layers if layer != "cli"]
    check.equal(sorted(may_include), sorted(layers + ["top"]), "layers and rows differ")
    check.equal(sorted(p.name for p in (ROOT / "src").iterdir() if p.is_dir()), sorted(layers),
                "folders of src/ and layers differ")
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix in (".c", ".h", ".def"):
            check_file(check, path, layers, may_include, may_use)
    check.finish()


main()
