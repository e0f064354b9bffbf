import { useTranslation } from "react-i18next";

export interface ProgressProps {
  label: string;
  /** 0 to max: pages, events or proofs, never a guess. */
  value: number;
  max: number;
  /** "9/14 trang". */
  detail?: string | undefined;
}

export function Progress({ label, value, max, detail }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div>
      <p className="row sec mb1">
        <b className="strong ink">{label}</b> {detail}
      </p>
      <svg
        className="meter thin"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={detail}
      >
        <rect className="inkf" width={`${share * 100}%`} height="100%" />
      </svg>
    </div>
  );
}

export interface MeterPart {
  /** A fill of `.meter`: mk, inkf, okf, s3, blindf. */
  fill: "mk" | "inkf" | "okf" | "s3" | "blindf";
  value: number;
}

/** Parts of a whole in one bar; `label` says all of it in words. */
export function Meter({ parts, label }: { parts: readonly MeterPart[]; label: string }) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  let before = 0;
  return (
    <svg className="meter" role="img" aria-label={label}>
      {total > 0 &&
        parts.map(({ fill, value }) => {
          const x = (before / total) * 100;
          before += value;
          return <rect key={fill} className={fill} x={`${x}%`} width={`${(value / total) * 100}%`} height="100%" />;
        })}
    </svg>
  );
}

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
