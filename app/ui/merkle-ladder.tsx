import { useTranslation } from "react-i18next";
import { useFormat } from "../i18n/use-format.ts";
import type { EntryVerification, Rung } from "../live/verify-entry.ts";

const ROW = 15;
const SHIFT = 9;
const LADDER_LEFT = 56;
const WIDTH = 396;

/** The path from the leaf to the root, drawn from the proof's own hashes: the root is on top. */
export function MerkleLadder({ result, seq }: { result: EntryVerification; seq: number }) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const { ladder, failedLevel, root } = result;
  const isFailed = failedLevel !== null;
  // A left sibling makes the node a right child: its parent stands to its left, and the other way round.
  const shifts = ladder.map(({ side }) => (side === "left" ? -SHIFT : SHIFT));
  const offsets = shifts.reduce<number[]>((sums, shift) => [...sums, (sums.at(-1) ?? 0) + shift], [0]);
  const left = LADDER_LEFT + SHIFT * 2 - Math.min(...offsets);
  const toX = (level: number): number => left + (offsets[level] ?? 0);
  const toY = (level: number): number => (ladder.length - level) * ROW + 10;
  const path = offsets.map((_, level) => `${level === 0 ? "M" : "L"}${toX(level)} ${toY(level)}`).join("");
  return (
    <section aria-labelledby="ladder">
      <div className="row b">
        <h3 className="h3" id="ladder">
          {t("proof.merklePath", { leaf: format.count(seq) })}
        </h3>
        <span className="sp" />
        <span className="cap">{t("proof.sides")}</span>
      </div>
      <svg
        className="viz fluid"
        viewBox={`0 0 ${WIDTH} ${ladder.length * ROW + 20}`}
        role="group"
        aria-labelledby="ladder"
      >
        <path className={isFailed ? "ln bads" : "ln inks"} d={path} />
        {ladder.map((rung, level) => (
          <RungMark key={rung.sibling} rung={rung} level={level} x={toX(level)} y={toY(level)} />
        ))}
        <g role="img" aria-label={`${t("proof.root")}, ${t(isFailed ? "proof.differs" : "proof.matches")}`}>
          <text className="b tx1" x={0} y={toY(ladder.length) + 4}>
            {t("proof.root")}
          </text>
          <rect
            className={isFailed ? "badf" : "okf"}
            x={toX(ladder.length) - 4.5}
            y={toY(ladder.length) - 4.5}
            width={9}
            height={9}
          />
          <text className="mono b" x={WIDTH - 78} y={toY(ladder.length) + 4} textAnchor="end">
            {root === null ? "–" : format.hash(root)}
          </text>
          <text className={isFailed ? "b badt" : "b okt"} x={WIDTH} y={toY(ladder.length) + 4} textAnchor="end">
            {t(isFailed ? "proof.differs" : "proof.matches")}
          </text>
        </g>
      </svg>
    </section>
  );
}

interface RungMarkProps {
  rung: Rung;
  level: number;
  x: number;
  y: number;
}

function RungMark({ rung, level, x, y }: RungMarkProps) {
  const { t } = useTranslation("trace");
  const format = useFormat();
  const { side, leafCount, sibling } = rung;
  return (
    <g
      role="img"
      aria-label={t("proof.rung", {
        level,
        side: t(side === "left" ? "proof.left" : "proof.right"),
        leaves: t("proof.leaves", { count: leafCount }),
      })}
    >
      <text className="tx3 mono" x={0} y={y + 4}>
        {level}
      </text>
      <rect className="inkf" x={x - 3.5} y={y - 3.5} width={7} height={7} />
      <rect className="hollow" x={x + (side === "left" ? -2 : 2) * SHIFT - 3.5} y={y - 3.5} width={7} height={7} />
      <text className="mono" x={WIDTH - 78} y={y + 4} textAnchor="end">
        {side === "left" ? "L" : "R"} {format.hash(sibling)}
      </text>
      <text className="tx3" x={WIDTH} y={y + 4} textAnchor="end">
        {t("proof.leaves", { count: leafCount })}
      </text>
    </g>
  );
}
