import type { Catalogue } from "../catalogue.ts";

export const handIn: Catalogue["handIn"] = {
  submitted: {
    new: "“{{name}}” is submitted, recorded as event #{{leaf}}.",
    version:
      "“{{name}}” is submitted in place of “{{old}}”, recorded as event #{{leaf}}. The earlier version is kept, below the document.",
    show: "See it in the list",
  },
  same: {
    document: "“{{name}}” is identical to a submitted document: {{document}}. There is no need to submit it again.",
    upload: "“{{name}}” is identical to the file “{{other}}”, which waits to be submitted.",
  },
  version: "version {{count, number}}",
  current: "current",
  replaced: "replaced",
  earlier_one: "Earlier version ({{count, number}})",
  earlier_other: "Earlier versions ({{count, number}})",
};
