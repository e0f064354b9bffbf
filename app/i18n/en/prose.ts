import type { Catalogue } from "../catalogue.ts";

/** What is written with citations: justification, reason, joint conclusion. */
export const prose: Catalogue["prose"] = {
  conclusionHint: "Write the joint conclusion; type @ to cite a note.",
  justificationHint: "Why this score? Type @ to cite a note.",
  pickerHint: "A number, or words of the note",
  pickerNothing: "No note is like that.",
  citeLost: "This note was removed or hidden.",
  citedInConclusion: "Cited in the conclusion",
  full: {
    title: "The text is as long as it may be",
    text: "What was just typed or pasted was not added. Shorten the text and try again.",
  },
};
