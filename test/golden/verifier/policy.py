"""C2SP tlog-policy."""

from canonical import Bad
from notes import VerifierKey


class Policy:
    """C2SP tlog-policy: which log keys count, which witnesses there are, and how many must have signed."""

    def __init__(self, text):
        self.logs, self.witnesses, self.groups, self.quorum = [], {}, {}, "none"
        for line in text.split("\n"):
            words = line.split("#")[0].split()
            if not words:
                continue
            if words[0] == "log":
                self.logs.append(VerifierKey(words[1]))
            elif words[0] == "witness":
                self.witnesses[words[1]] = VerifierKey(words[2])
            elif words[0] == "group":
                members = words[3:]
                needed = {"any": 1, "all": len(members)}.get(words[2])
                self.groups[words[1]] = (needed if needed is not None else int(words[2]), members)
            elif words[0] == "quorum":
                self.quorum = words[1]
            else:
                raise Bad(f"policy: {words[0]}")

    def is_met(self, cosigners, name=None):
        name = name or self.quorum
        if name == "none":
            return True
        if name in self.witnesses:
            return self.witnesses[name].name in cosigners
        needed, members = self.groups[name]
        return sum(self.is_met(cosigners, member) for member in members) >= needed
