/** Name in the address of the document that is shown, and of the one beside it. */
export type FilePlace = "evidence" | "beside";

export interface FileChoice {
  readonly params: URLSearchParams;
  /** Position of the document that is shown, which the address need not name; null when there is none. */
  readonly shown: number | null;
  readonly place: FilePlace;
  /** Of the document that is to stand there; null closes the place. */
  readonly position: number | null;
}

/** Address of the page with another document in a place. One that stands in the other place changes places with it. */
export function toFileAddress({ params, shown, place, position }: FileChoice): string {
  const next = new URLSearchParams(params);
  const here = { evidence: shown === null ? null : String(shown), beside: params.get("beside") };
  const other = place === "evidence" ? "beside" : "evidence";
  if (position === null) next.delete(place);
  else next.set(place, String(position));
  const left = here[place];
  if (here.beside !== null && left !== null && here[other] === String(position)) next.set(other, left);
  return `?${next.toString()}`;
}
