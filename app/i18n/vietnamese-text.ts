const collator = new Intl.Collator("vi", { numeric: true });

/** Vietnamese order, numbers by value; for names in either language. */
export function compareVietnamese(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Folds marks and case for search: `Huế` and `hue` give `hue`, `Đà` gives `da`. NFC and NFD give the same. */
export function foldMarks(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/** Whether a text contains what was typed, marks folded; an empty query matches everything. */
export function matchesFolded(text: string, query: string): boolean {
  return foldMarks(text).includes(foldMarks(query.trim()));
}
