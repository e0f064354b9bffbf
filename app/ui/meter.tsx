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
