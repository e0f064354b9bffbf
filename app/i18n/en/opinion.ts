export const opinion = {
  title: "Minority opinions",
  text: "Stands beside the final score, changes no score, is not taken back. Panel, secretariat and auditors read it.",
  open: "Record a minority opinion",
  fromLate: "Record as a minority opinion",
  field: "Your opinion on the final score",
  submit: "Record opinion",
  short_one: "At least {{count, number}} character.",
  short_other: "At least {{count, number}} characters.",
};
