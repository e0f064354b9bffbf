import type { Catalogue } from "../catalogue.ts";

export const viewerTools: Catalogue["viewerTools"] = {
  more: "More tools",
  wholeName: "Whole name, number and date of the file",
  other: "go to the other file",
};
