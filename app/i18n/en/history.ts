import type { Catalogue } from "../catalogue.ts";

/** The history of a conclusion, of a draft and of notes. */
export const history: Catalogue["history"] = {
  title: "History of the conclusion",
  titleConclusion: "History of the joint conclusion",
  titleDraft: "History of your justification",
  ofConclusion: "History",
  ofDraft: "History of the justification",
  about:
    "A version is kept whenever writing rests. Older ones become sparser with time; what was finalised is kept for ever.",
  aboutDraft: "For you alone. A version is kept whenever you pause.",
  open: "History",
  empty: {
    title: "Nothing to look back at yet",
    text: "The first version is kept once somebody has written and paused for 30 seconds.",
  },
  slider: "Moment",
  sliderText: "{{time}}: {{what}}",
  steps: "Moments",
  now: "Now",
  nothingYet: "Nothing was written at this moment.",
  gap: {
    last: "The last version kept before this moment is of {{time}}.",
    none: "No version had been kept before this moment.",
    until:
      "What was written from then to {{time}} is in the next version only; how much of it stood here is not known.",
    now: "What was written since is not kept as a version yet; how much of it stood here is not known.",
    empty: "That version says nothing.",
  },
  added: "added:",
  removed: "removed:",
  named: "Entry #{{seq}} finalised the score on exactly this version: the hashes are equal.",
  restored:
    "The state of {{time}}, put back word for word. Words stay with who wrote them; who put them back stands in the list of moments.",
  mode: { label: "Show", changes: "Changes", hands: "Who wrote" },
  step: {
    version: "Version kept",
    final: "Version at finalising",
    now: "Not kept as a version yet",
    noteCreated: "Note {{number}} added",
    noteRevised: "Note {{number}} revised",
    noteRemoved: "A note was removed",
    noteResolved: "Note {{number}} resolved or reopened",
    noteHidden: "A note was hidden",
    noteOther: "Note {{number}} changed",
    reply: "Reply to note {{number}}",
    opened: "Ballots opened",
    finalised: "Score finalised",
  },
  keys: {
    steps: "moments",
    previous: "Previous moment",
    next: "Next moment",
    first: "First moment",
    last: "Last moment",
  },
  restore: {
    open: "Restore this version",
    title: "Restore this version?",
    text:
      "What this version says is written again as a new edit in your name; everybody who is writing sees it at once. " +
      "Nothing leaves the history: the present version is kept.",
    confirm: "Restore",
    joining: "Joining the room",
    saving: "Saving",
    closedTitle: "The room cannot be joined",
    closed: "This item can no longer be edited, or your session has ended.",
  },
};
