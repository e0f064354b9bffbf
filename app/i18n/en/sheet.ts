import type { Catalogue } from "../catalogue.ts";

export const sheet: Catalogue["sheet"] = {
  machineRead: "Machine-read from a scan, and may be wrong. Compare it with the page itself.",
  onMachineRead: "on machine-read text",
  sheet: "Sheet “{{name}}”",
  table: "Table {{number}}",
  goesOn: "{{title}}, part {{part}}",
};
