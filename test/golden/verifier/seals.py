"""Seals against openings: a batch is opened with exactly the seals of it that stood."""

import json


class Seals:
    def __init__(self, tally):
        self.tally = tally
        self.documents, self.rounds = {}, {}
        # Newest seal of each item and person; what became of the others; what is disclosed at all.
        self.standing, self.ended, self.disclosed = {}, set(), set()

    def add(self, seq, head, value, is_whole):
        self.disclosed.add(seq)
        kind = head["type"]
        if not is_whole:
            if kind == "batch.opened":
                self.tally.not_disclosed += 1
        elif kind == "framework.imported":
            self.documents[value["framework"], value["version"]] = value["document"]
        elif kind == "round.created":
            self.rounds[head.get("round")] = (value["framework"], value["version"])
        elif "case" in head:
            return
        elif kind == "score.sealed":
            self.end(head)
            self.standing[self.key(head)] = (seq, self.batch_of(head))
        elif kind == "score.withdrawn":
            self.end(head)
        elif kind == "batch.opened":
            self.open(seq, head.get("batch"), value["seals"])

    def key(self, head):
        return head.get("item"), head["actor"]

    def end(self, head):
        seal = self.standing.pop(self.key(head), None)
        if seal is not None:
            self.ended.add(seal[0])

    def batch_of(self, head):
        """Panel and main index of the indicator; None when no framework is known."""
        document = self.documents.get(self.rounds.get(head.get("round")))
        if document is None:
            return None
        for component in json.loads(document)["components"]:
            if component["code"] == head.get("indicator"):
                return f"{head.get('panel')}.m{component['mainIndex']}"
        return None

    def open(self, opening, batch, seals):
        standing = dict(self.standing.values())
        seen = set()
        for seal in seals:
            if seal in seen:
                self.tally.fail(seal, f"entry {opening} names seal {seal} twice")
            else:
                self.check(opening, batch, seal, standing)
            seen.add(seal)
        for key, (seal, own) in list(self.standing.items()):
            if own == batch:
                if seal not in seen:
                    self.tally.fail(seal, f"entry {opening} leaves out seal {seal}")
                del self.standing[key]
                self.ended.add(seal)

    def check(self, opening, batch, seal, standing):
        if seal >= opening:
            self.tally.fail(seal, f"entry {opening} names {seal}, which comes later")
        elif seal in standing and standing[seal] is None:
            self.tally.not_disclosed += 1
        elif seal in standing and standing[seal] == batch:
            self.tally.passed += 1
        elif seal in standing or seal in self.ended or seal in self.disclosed:
            self.tally.fail(seal, f"entry {opening} names {seal}, which is no seal of it that stands")
        else:
            self.tally.not_disclosed += 1
