import type { ShellPlace } from "../../server/services/shell/read-shell.ts";

/** Address of each place in the bar. */
export const PLACE_PATHS: Readonly<Record<ShellPlace, string>> = {
  queue: "/queue",
  board: "/board",
  trace: "/trace",
  disputes: "/reviews",
  index: "/index",
};
