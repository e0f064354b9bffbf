/** Which item, and what of it is shown. */
export interface WorkbenchQuery {
  readonly itemId: string;
  /** The item is looked at for this case, by its reviewer; null for the panel's own work. */
  readonly caseId: string | null;
  /** Place of the document to show, from 1; null for the first. */
  readonly evidence: number | null;
  /** A note whose document is shown when none is named. */
  readonly note?: string | null;
}
