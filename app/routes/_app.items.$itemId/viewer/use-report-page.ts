import { useEffect } from "react";

/** Tells the parts around the pages which one is read. */
export function useReportPage(page: number, onPage: (page: number) => void): void {
  useEffect(() => onPage(page), [page, onPage]);
}
