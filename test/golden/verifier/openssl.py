"""Signatures of Ed25519, by openssl."""

import subprocess
import tempfile
from pathlib import Path

SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")


class Openssl:
    """Asks openssl, once for each distinct question."""

    def __init__(self):
        self.answers = {}
        self.folder = tempfile.TemporaryDirectory()

    def verifies(self, public, message, signature):
        question = (public, message, signature)
        if question not in self.answers:
            self.answers[question] = len(signature) == 64 and self.ask(*question)
        return self.answers[question]

    def ask(self, public, message, signature):
        folder = Path(self.folder.name)
        (folder / "key").write_bytes(SPKI_PREFIX + public)
        (folder / "message").write_bytes(message)
        (folder / "signature").write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin"]
        command += ["-in", "message", "-sigfile", "signature"]
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
