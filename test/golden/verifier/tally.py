"""How one check ended."""


class Tally:
    def __init__(self, name):
        self.name, self.passed, self.failed, self.not_disclosed = name, 0, None, 0

    def fail(self, seq, words):
        if self.failed is None:
            self.failed = [seq, words]

    def to_json(self):
        return {"name": self.name, "passed": self.passed, "failed": self.failed, "notDisclosed": self.not_disclosed}
