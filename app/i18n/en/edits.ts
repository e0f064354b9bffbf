/** An own edit on its way, and one that another keeps waiting; a ballot that takes the place of another: its prose. */
export const edits = {
  awaited: "Your edit, not in the log yet:",
  locked: "The edit before is still waiting; once it is recorded, you can edit again.",
  prose: {
    draft: "The justification below is the draft, which differs from the sealed one.",
    draftText: "The new ballot takes exactly what stands in the field.",
    draftEmpty: "The draft of the justification is empty; the sealed one is still there.",
    takeSealed: "Take the sealed justification",
    sealed: "The justification below is the sealed one.",
    sealedText: "The draft before it is set aside until you leave this page, and stays in the justification's history.",
    takeDraft: "Change back to the draft",
  },
};
