/** What a key does on a page. */
export interface Shortcut {
  /** One key each. Stable, such as `workbench.next-item`: remapping is kept under it. */
  id: string;
  /** The physical key, `event.code`: `KeyJ`, `BracketLeft`, `Enter`. */
  code: string;
  hasCtrl?: boolean | undefined;
  hasShift?: boolean | undefined;
  /** With Alt a key works in text fields as well: input methods for Vietnamese leave it alone. */
  hasAlt?: boolean | undefined;
  /** The code of a key pressed just before: G, then H. */
  after?: string | undefined;
  /** As printed, in order: `["Ctrl", "Enter"]`. */
  keys: readonly string[];
  label: string;
  /** Also shown in the last line of the page; neighbours with the same hint share it: `J K di chuyển`. */
  hint?: string | undefined;
  run: () => void;
}
