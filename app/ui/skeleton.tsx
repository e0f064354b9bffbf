import { useTranslation } from "react-i18next";

/** Still lines where text will be. Do not show it before 150 ms of waiting. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useTranslation("common");
  return (
    <div className="skeleton" aria-busy="true">
      <span className="sr">{t("loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className="skel" />
      ))}
    </div>
  );
}
