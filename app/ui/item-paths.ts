/** Address of an item's workbench. */
export function toItemPath(itemId: string): string {
  return `/items/${encodeURIComponent(itemId)}`;
}

/** Address of the trace of an item's score. */
export function toTracePath(itemId: string): string {
  return `/trace/${encodeURIComponent(itemId)}`;
}
