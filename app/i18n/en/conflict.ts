export const conflict = {
  scoreTitle: "Your score changed elsewhere",
  noteTitle: "Your annotation was edited elsewhere",
  replyTitle: "Your reply was edited elsewhere",
  text: "What you sent builds on an older version, so it was not recorded. The two are not merged; choose one.",
  mine: "What you sent",
  standing: "What the log has now",
  loading: "loading the new version",
  keep: "Keep mine as a new change",
  take: "Take what stands, drop mine",
  see: "See both",
};
