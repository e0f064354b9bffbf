import type { Catalogue } from "../catalogue.ts";

export const signin: Catalogue["signin"] = {
  title: "Sign in",
  login: "Sign-in name",
  password: "Password",
  submit: "Sign in",
  wrong: "Sign-in name and password do not match.",
  slowDown_one: "Too many tries. Wait {{count, number}} second and try again.",
  slowDown_other: "Too many tries. Wait {{count, number}} seconds and try again.",
  demo: {
    title: "This is a demo.",
    text: "The accounts of each role were printed at the first start and stand in demo-accounts.json in the data folder.",
  },
};
