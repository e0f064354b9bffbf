"""The tree of RFC 6962."""

from notes import sha256


class Tree:
    """Roots of the complete subtrees, largest first."""

    def __init__(self):
        self.stack, self.size = [], 0

    def append(self, leaf):
        height = 0
        while self.stack and self.stack[-1][0] == height:
            leaf = sha256(b"\x01", self.stack.pop()[1], leaf)
            height += 1
        self.stack.append((height, leaf))
        self.size += 1

    def root(self):
        if not self.stack:
            return sha256()
        result = self.stack[-1][1]
        for _, left in reversed(self.stack[:-1]):
            result = sha256(b"\x01", left, result)
        return result
