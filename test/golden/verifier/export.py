"""One export, line by line."""

from canonical import Bad, encode, parse_canonical, parse_json
from entry import HEX64, check_entry
from notes import VerifierKey, check_cosigners, is_signed, parse_checkpoint, parse_note, sha256, to_exact
from seals import Seals
from tally import Tally
from tree import Tree

PARTS = ["head", "value", "text"]
NAMES = ["canonical-bytes", "sequence", "time", "previous", "roots", "signatures", "witnesses", "commitments", "seals"]


class Export:
    def __init__(self, header, openssl, trusted, policy):
        if header.get("kind") != "assay-export" or header.get("v") not in (1, 2):
            raise Bad("no header of an export")
        self.openssl, self.policy, self.header = openssl, policy, header
        self.trusted = [key.text for key in policy.logs] if policy is not None else []
        self.trusted += [trusted] if trusted is not None else []
        self.trusted = self.trusted or [header["key"]]
        self.tallies = {name: Tally(name) for name in NAMES}
        self.tree = Tree()
        self.at, self.leaf = "", "0" * 64
        self.origin = None
        self.key = None
        self.is_trusted = True
        self.was_trusted = False
        self.witnessed = None
        self.next_seq = 0
        # The newest note with what it signs, and how many entries stood before it.
        self.covered, self.covered_size, self.last_size = None, 0, 0
        self.broken = None
        self.seals = Seals(self.tallies["seals"])
        self.erased, self.allowed = [], set()

    def take(self, line):
        value = parse_json(line)
        if not isinstance(value, dict) or len(value) == 0:
            raise Bad("a line that is no object")
        if "entry" in value and isinstance(value["entry"], str):
            self.take_entry(value["entry"], value.get("parts"))
        elif "checkpoint" in value and isinstance(value["checkpoint"], str):
            self.take_checkpoint(value["checkpoint"])
        elif "projection" not in value and "evidence" not in value:
            raise Bad("a line of an unknown kind")

    def take_line(self, line):
        try:
            self.take(line)
        except Bad as error:
            self.tallies["canonical-bytes"].fail(self.next_seq, str(error))

    def take_entry(self, text, parts):
        leaf = sha256(b"\x00", encode(text))
        self.tree.append(leaf)
        try:
            entry = check_entry(text)
        except Bad as error:
            self.tallies["canonical-bytes"].fail(self.next_seq, str(error))
            self.leaf, self.next_seq = leaf.hex(), self.next_seq + 1
            return
        self.tallies["canonical-bytes"].passed += 1
        opened = self.open_parts(entry, parts)
        self.follow(entry, opened)
        self.check_place(entry)
        self.leaf, self.next_seq = leaf.hex(), entry["seq"] + 1

    def follow(self, entry, opened):
        """Keys, origins, openings and erasures, from what is disclosed."""
        head, value, seq = opened["head"], opened["value"], entry["seq"]
        if self.origin is None:
            self.origin = entry["log"]
        if not isinstance(head, dict):
            return
        kind = head.get("type")
        is_whole = value is not None and (opened["text"] is not None or (seq, "text") in self.erased)
        self.seals.add(seq, head, value, is_whole)
        if not is_whole:
            return
        if kind == "log.created" and isinstance(value, dict):
            previous = value.get("previous")
            if previous is not None and previous["entries"] == seq and previous["origin"] == self.origin:
                self.origin = entry["log"]
            self.key = VerifierKey(value["verifierKey"])
            self.is_trusted = self.key.text in self.trusted
        elif kind == "log.key-rotated" and isinstance(value, dict):
            self.rotate(entry, head, value)
        elif kind == "erasure.confirmed" and isinstance(value, dict):
            self.allowed.update(value["entries"])

    def rotate(self, entry, head, value):
        old, new = VerifierKey(value["oldKey"]), VerifierKey(value["newKey"])
        signer = old
        if value["signedBy"] == "recovery-key":
            signer = VerifierKey(value["recoveryKey"])
        fields = ["assay/key-rotation/v1", entry["log"], head["command"], old.text, new.text]
        message = encode("\0".join(fields))
        holds = (self.key is None or old.text == self.key.text) and old.text != new.text and new.name == entry["log"]
        holds = holds and self.openssl.verifies(signer.public, message, to_exact(value["signature"]))
        holds = holds and self.openssl.verifies(new.public, message, to_exact(value["newSignature"]))
        if holds:
            self.tallies["signatures"].passed += 2
        else:
            self.tallies["signatures"].fail(entry["seq"], "the new key is not vouched for")
        was_trusted = old.text in self.trusted if self.key is None else self.is_trusted
        self.key = new
        self.is_trusted = new.text in self.trusted or (holds and was_trusted)

    def check_place(self, entry):
        seq, expected = entry["seq"], self.next_seq
        if entry["log"] != self.origin:
            self.tallies["sequence"].fail(seq, f"entry {seq} is of another log")
        elif seq > expected:
            self.tallies["sequence"].fail(expected, f"entry {expected} is missing")
        elif seq < expected:
            self.tallies["sequence"].fail(seq, f"entry {seq} stands in the place of {expected}")
        else:
            self.tallies["sequence"].passed += 1
        if entry["at"] < self.at:
            self.tallies["time"].fail(seq, f"entry {seq} is older than the one before")
        else:
            self.tallies["time"].passed += 1
        self.at = entry["at"]
        is_linked = entry["prev"] == self.leaf
        self.settle(not is_linked)
        if is_linked:
            self.tallies["previous"].passed += 1
        else:
            self.broken = (seq - 1 if seq == expected else seq, seq)

    def settle(self, is_next_broken):
        """A changed entry breaks the link after it, and its own only when its `prev` was changed."""
        if self.broken is not None:
            suspect, successor = self.broken
            named = successor if is_next_broken or suspect < 0 else suspect
            self.tallies["previous"].fail(named, f"entry {successor} does not name the one before it")
            self.broken = None

    def open_parts(self, entry, parts):
        opened = {name: None for name in PARTS}
        tally = self.tallies["commitments"]
        parts = parts or {}
        head_text = (parts.get("head") or {}).get("bytes")
        binding = None
        if head_text is not None:
            try:
                head = parse_canonical(head_text)
                if isinstance(head, dict) and isinstance(head.get("command"), str) and isinstance(head.get("actor"), str):
                    binding = (head["command"], head["actor"])
            except Bad as error:
                self.tallies["canonical-bytes"].fail(entry["seq"], str(error))
            if binding is None:
                tally.fail(entry["seq"], "the head names no command and actor")
        for name in PARTS:
            part = parts.get(name)
            if part == "erased":
                tally.not_disclosed += 1
                self.erased.append((entry["seq"], name))
            elif part is None or binding is None:
                tally.not_disclosed += 1
            elif self.fits(entry, name, part, binding):
                tally.passed += 1
                try:
                    opened[name] = parse_canonical(part["bytes"])
                except Bad as error:
                    self.tallies["canonical-bytes"].fail(entry["seq"], str(error))
            else:
                tally.fail(entry["seq"], f"{name} does not fit its commitment")
        return opened

    def fits(self, entry, name, part, binding):
        if not HEX64.match(part["salt"]):
            return False
        fields = [f"assay/{name}/v1", entry["log"], *binding, ""]
        if any(field == "" or "\0" in field for field in fields[:-1]):
            return False
        try:
            message = encode("\0".join(fields)) + bytes.fromhex(part["salt"]) + encode(part["bytes"])
        except Bad:
            return False
        return sha256(message).hex() == entry[name]

    def take_checkpoint(self, note):
        signatures, roots = self.tallies["signatures"], self.tallies["roots"]
        is_repeated = self.covered is not None and self.covered[0] == note
        self.covered_size = self.tree.size
        try:
            checkpoint = self.open_note(note)
        except Bad as error:
            self.covered = (note, None)
            signatures.fail(None, str(error))
            roots.fail(None, "no signed root to compare with")
            return
        self.covered = (note, checkpoint)
        if not is_repeated:
            signatures.passed += 1
        size, signed_root, text, lines = checkpoint
        if size != self.tree.size:
            self.fail_place(min(size, self.tree.size), f"the checkpoint covers {size} entries, not {self.tree.size}")
        elif self.tree.root() == signed_root:
            roots.passed += 1
        else:
            whole = self.tallies["previous"].failed is None and self.broken is None and self.tree.size > 0
            roots.fail(self.tree.size - 1 if whole else None, "the root is not the signed one")
        self.take_cosignatures(text, lines, size)

    def open_note(self, note):
        text, lines = parse_note(note)
        candidates = [self.key] if self.key is not None else [VerifierKey(text) for text in self.trusted]
        signers = [key for key in candidates if is_signed(self.openssl, key, text, lines)]
        if not signers:
            raise Bad("the checkpoint is not signed by the key of the log")
        origin, size, root = parse_checkpoint(text)
        if origin != (self.origin or self.header["log"]):
            raise Bad("the checkpoint is of another log")
        self.was_trusted = self.is_trusted or signers[0].text in self.trusted
        return size, root, text, lines

    def fail_place(self, seq, words):
        self.tallies["sequence"].fail(seq, words)
        self.tallies["roots"].fail(seq, words)

    def take_cosignatures(self, text, lines, size):
        if self.policy is None or self.policy.quorum == "none":
            return
        good, bad = check_cosigners(self.openssl, self.policy.witnesses.values(), text, lines)
        if bad:
            self.tallies["witnesses"].fail(None, f"the cosignature of {sorted(bad)} does not hold")
        elif self.policy.is_met(good):
            self.tallies["witnesses"].passed += 1
            self.witnessed = size
        self.last_size = size

    def finish(self):
        self.settle(False)
        if self.covered is None:
            self.tallies["signatures"].fail(None, "there is no checkpoint")
            self.tallies["roots"].fail(None, "there is no checkpoint")
        elif self.covered_size < self.tree.size:
            self.fail_place(self.covered_size, f"entry {self.covered_size} is not covered")
        if self.covered is not None and self.covered[1] is not None and not self.was_trusted:
            self.tallies["signatures"].fail(None, "no key that is trusted leads to the one that signed")
        if self.origin is not None and self.origin != self.header["log"]:
            self.tallies["sequence"].fail(self.next_seq - 1, "the entries end in another log")
        if self.policy is not None and self.policy.quorum != "none" and self.witnessed != self.last_size:
            self.tallies["witnesses"].not_disclosed += 1
        self.check_erased()
        checks = [self.tallies[name] for name in NAMES]
        if any(check.failed for check in checks):
            verdict = "failed"
        elif any(check.not_disclosed for check in checks):
            verdict = "not-disclosed"
        else:
            verdict = "passed"
        return {"verdict": verdict, "checks": [check.to_json() for check in checks]}

    def check_erased(self):
        for seq, name in self.erased:
            if name != "text" or seq not in self.allowed:
                self.tallies["commitments"].fail(seq, f"{name} of entry {seq} is said to be erased by no act")
