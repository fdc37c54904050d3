"""Writes the files below FOLDER as records, sorted by name, to standard output: text where a file is
UTF-8, else its bytes.

usage: to_records.py FOLDER > FILE"""

import base64
import json
import pathlib
import sys


def main():
    folder = pathlib.Path(sys.argv[1])
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data, record = path.read_bytes(), {"id": str(path.relative_to(folder))}
        try:
            record["text"] = data.decode("utf-8")
        except UnicodeDecodeError:
            record["bytes"] = base64.b64encode(data).decode()
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


main()
