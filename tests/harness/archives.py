"""Archives of every kind, hostile ones too, made byte by byte where Python's own modules would not
make them."""

import gzip
import io
import struct
import tarfile
import zlib

UNIX_FILE = 0o100644


def make_tar(entries, form=tarfile.PAX_FORMAT, encoding="utf-8"):
    """A tar archive of (name, bytes) and of TarInfo objects, in this order."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form, encoding=encoding,
                      errors="surrogateescape") as tar:
        for entry in entries:
            if isinstance(entry, tarfile.TarInfo):
                tar.addfile(entry)
                continue
            name, data = entry
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def make_link(name, target, kind):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


def pack(data):
    return gzip.compress(data, mtime=0)


class Member:
    """One member of a zip archive; what is given replaces what would be right."""

    def __init__(self, name, data=b"", method=8, flags=0, mode=UNIX_FILE, local_name=None,
                 crc=None, size=None, packed=None, header=None):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.flags = flags | (0 if isinstance(name, bytes) or name.isascii() else 1 << 11)
        self.local_name = self.name if local_name is None else local_name
        self.method = method
        self.mode = mode
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.bytes = squeeze.compress(data) + squeeze.flush() if method == 8 else data
        self.packed = len(self.bytes) if packed is None else packed
        self.size = len(data) if size is None else size
        self.crc = zlib.crc32(data) if crc is None else crc
        self.header = header

    def local(self):
        return struct.pack("<4s5H3I2H", b"PK\3\4", 20, self.flags, self.method, 0, 0x21, self.crc,
                           self.packed, self.size, len(self.local_name), 0) + self.local_name

    def entry(self, offset):
        return struct.pack("<4s6H3I5H2I", b"PK\1\2", 3 << 8 | 20, 20, self.flags, self.method, 0,
                           0x21, self.crc, self.packed, self.size, len(self.name), 0, 0, 0, 0,
                           self.mode << 16, offset if self.header is None else
                           self.header) + self.name


def make_zip(members, comment=b""):
    """A zip archive of (name, bytes) and of Members."""
    parts, entries, at = [], [], 0
    members = [m if isinstance(m, Member) else Member(*m) for m in members]
    for member in members:
        entries.append(member.entry(at))
        parts += [member.local(), member.bytes]
        at += sum(map(len, parts[-2:]))
    body, directory = b"".join(parts), b"".join(entries)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(members), len(members), len(directory),
                      len(body), len(comment))
    return body + directory + end + comment


def make_wide_zip(members):
    """The same with the records of more than 32 bits, which small archives may have too."""
    whole = make_zip(members)
    end = whole[-22:]
    count, size, start = struct.unpack("<10xHII2x", end)
    body = whole[:-22]
    wide = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    place = struct.pack("<4sIQI", b"PK\6\7", 0, len(body), 1)
    return body + wide + place + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF,
                                             0xFFFFFFFF, 0xFFFFFFFF, 0)


def make_overlapping_zip(count, data):
    """Many members of one and the same bytes: a few kilobytes that unpack to a lot."""
    kernel = Member("k.txt", data)
    body = kernel.local() + kernel.bytes
    directory = b"".join(Member(f"{n}.txt", method=0, size=kernel.size, packed=kernel.packed,
                                crc=kernel.crc, header=0).entry(0) for n in range(count))
    return body + directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count,
                                          len(directory), len(body), 0)
