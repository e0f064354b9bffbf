"""Second verifier of a log's export: Python's standard library and openssl (3 or newer), and nothing else.

It was written from the description of the format and shares no line with the first one. Checks: canonical bytes,
sequence, time, previous, roots, signatures, witnesses, commitments, seals. It does not fold projections, compute the
index, or look at evidence files; recovery keys and successors are the first one's alone.

    python3 test/golden/verifier [--key KEY] [--policy FILE] EXPORT...

Writes one JSON object per export, on a line of its own:
{"file", "verdict": passed | failed | not-disclosed, "checks": [{"name", "passed", "failed": [seq or null, words] or
null, "notDisclosed"}]}. Ends with 0 when all passed, 1 when one failed, 3 when something was not disclosed, 2 when
there is nothing to verify.
"""

import argparse
import json
import sys
from pathlib import Path

from canonical import Bad, parse_json
from export import Export
from openssl import Openssl
from policy import Policy


def verify(path, openssl, trusted, policy):
    with open(path, encoding="utf-8", errors="surrogatepass", newline="\n") as lines:
        header = parse_json(next(lines, ""))
        if not isinstance(header, dict):
            raise Bad("no header of an export")
        export = Export(header, openssl, trusted, policy)
        for line in lines:
            if line.strip("\r\n") != "":
                export.take_line(line.rstrip("\n"))
    return export.finish()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--key", help="verifier key that is trusted")
    parser.add_argument("--policy", help="file with a C2SP tlog-policy")
    parser.add_argument("exports", nargs="+", metavar="EXPORT")
    options = parser.parse_args()
    openssl = Openssl()
    policy = Policy(Path(options.policy).read_text(encoding="utf-8")) if options.policy else None
    verdicts = []
    for path in options.exports:
        try:
            result = verify(path, openssl, options.key, policy)
        except Bad as error:
            result = {"verdict": "unreadable", "checks": [], "error": str(error)}
        verdicts.append(result["verdict"])
        print(json.dumps({"file": path, **result}), flush=True)
    for verdict, code in (("unreadable", 2), ("failed", 1), ("not-disclosed", 3)):
        if verdict in verdicts:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
