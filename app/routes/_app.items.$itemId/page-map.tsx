import { useTranslation } from "react-i18next";

/** Marks on one small page of the map; more say no more. */
const MARKS_MAX = 3;

/** Every page as a small rectangle with a line for each note; a press goes there. */
export function PageMap({
  pageCount,
  current,
  notePages,
}: {
  pageCount: number;
  current: number;
  notePages: readonly number[];
}) {
  const { t } = useTranslation("workbench");
  return (
    <nav className="pmap" aria-label={t("pageMap")}>
      {Array.from({ length: pageCount }, (_, index) => {
        const page = index + 1;
        const marks = notePages.filter((one) => one === page).length;
        return (
          <a
            key={page}
            href={`#page-${page}`}
            aria-label={t("pageWithNotes", { page, count: marks })}
            aria-current={page === current ? "true" : undefined}
          >
            {Array.from({ length: Math.min(marks, MARKS_MAX) }, (_mark, place) => (
              <b key={place} />
            ))}
          </a>
        );
      })}
      <span aria-hidden="true">{pageCount}</span>
    </nav>
  );
}
