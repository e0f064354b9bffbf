import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PercentBox } from "./page-boxes.ts";
import { useThreadId } from "./use-pane.ts";

/** A rectangle of a page, in percent with three decimals at most: whole milli-percent in an entry. */
export interface PageRegion extends PercentBox {
  readonly page: number;
}

/** A region that is marked. */
export interface RegionMark {
  readonly id: string;
  readonly region: PageRegion;
  /** Classes after `hl`: the kind of the note, and `cur` when it is in the foreground. */
  readonly className: string;
  readonly label: string;
}

export interface RegionLayerProps {
  readonly page: number;
  readonly regions: readonly RegionMark[];
  readonly onPress: (noteId: string) => void;
  /** True while a region is being chosen: the pointer draws, and a frame can be moved by the keyboard. */
  readonly isChoosing: boolean;
  /** The page on which the keyboard's frame stands. */
  readonly isCurrent: boolean;
  /** Null for those who may not annotate. */
  readonly onSelectRegion: ((region: PageRegion) => void) | null;
  readonly onCancelRegion: () => void;
  /** A page without letters has nothing else to select: the pointer draws at once. */
  readonly hasLetters: boolean;
}

/** A region smaller than this is a slip of the hand; percent. */
const SIDE_MIN = 0.5;
const FIRST_FRAME: PercentBox = { x: 30, y: 35, width: 40, height: 20 };

/** Regions on a page, and the choosing of one: by drawing with the pointer, or by a frame that arrow keys move. */
export function RegionLayer(props: RegionLayerProps) {
  const { page, regions, onPress, isChoosing, isCurrent, onSelectRegion, onCancelRegion, hasLetters } = props;
  const { t } = useTranslation("viewer");
  const toThreadId = useThreadId();
  const ref = useRef<HTMLDivElement>(null);
  const { frame, ...drawing } = useDrawing(ref, (box) => onSelectRegion?.({ page, ...box }));
  const canDraw = onSelectRegion !== null && (isChoosing || !hasLetters);
  return (
    <div ref={ref} className={canDraw ? "page-regions drawing" : "page-regions"} {...(canDraw ? drawing : {})}>
      {regions.map(({ id, region, className, label }) => (
        <button
          key={id}
          type="button"
          className={`hl region ${className}`}
          data-note={id}
          aria-label={label}
          aria-details={toThreadId(id)}
          style={toStyle(region)}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => onPress(id)}
        />
      ))}
      {frame !== null && <span className="region-frame" style={toStyle(frame)} aria-hidden="true" />}
      {isChoosing && isCurrent && frame === null && onSelectRegion !== null && (
        <KeyFrame
          label={t("region.frame")}
          onDone={(box) => onSelectRegion({ page, ...box })}
          onCancel={onCancelRegion}
        />
      )}
    </div>
  );
}

interface KeyFrameProps {
  readonly label: string;
  readonly onDone: (box: PercentBox) => void;
  readonly onCancel: () => void;
}

/** Arrows move the frame, with Shift they size it, with Ctrl in small steps; Enter takes it. */
function KeyFrame({ label, onDone, onCancel }: KeyFrameProps) {
  const [box, setBox] = useState(FIRST_FRAME);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.ctrlKey || event.metaKey ? 0.2 : 2;
    const next = moveFrame(box, event.key, { step, isSizing: event.shiftKey });
    if (next !== null) setBox(next);
    else if (event.key === "Enter") onDone(round(box));
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      className="region-frame"
      style={toStyle(box)}
      aria-label={label}
      autoFocus
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => onDone(round(box))}
    />
  );
}

/** @returns null for a key that is no arrow; the frame never leaves the page. */
export function moveFrame(
  box: PercentBox,
  key: string,
  { step, isSizing }: { step: number; isSizing: boolean },
): PercentBox | null {
  const across = key === "ArrowLeft" ? -step : key === "ArrowRight" ? step : 0;
  const down = key === "ArrowUp" ? -step : key === "ArrowDown" ? step : 0;
  if (across === 0 && down === 0) return null;
  const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
  const { x, y, width, height } = box;
  return isSizing
    ? { x, y, width: clamp(width + across, SIDE_MIN, 100 - x), height: clamp(height + down, SIDE_MIN, 100 - y) }
    : { width, height, x: clamp(x + across, 0, 100 - width), y: clamp(y + down, 0, 100 - height) };
}

/** Drawing with the pointer. Touch keeps scrolling unless a region is asked for, which the style sheet says. */
function useDrawing(ref: { readonly current: HTMLElement | null }, onDone: (box: PercentBox) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const [frame, setFrame] = useState<PercentBox | null>(null);
  const toPoint = (event: PointerEvent): { x: number; y: number } => {
    const { left, top, width, height } = (ref.current as HTMLElement).getBoundingClientRect();
    const toShare = (value: number): number => Math.min(Math.max(value, 0), 100);
    return { x: toShare(((event.clientX - left) / width) * 100), y: toShare(((event.clientY - top) / height) * 100) };
  };
  const toFrame = (event: PointerEvent): PercentBox | null => {
    if (from.current === null) return null;
    const [one, other] = [from.current, toPoint(event)];
    const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
    return { x, y, width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) };
  };
  const stop = (): void => {
    from.current = null;
    setFrame(null);
  };
  return {
    frame,
    onPointerDown: (event: PointerEvent): void => {
      if (event.button !== 0) return;
      from.current = toPoint(event);
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent): void => setFrame(toFrame(event)),
    onPointerUp: (event: PointerEvent): void => {
      const done = toFrame(event);
      stop();
      if (done !== null && done.width >= SIDE_MIN && done.height >= SIDE_MIN) onDone(round(done));
    },
    onPointerCancel: stop,
  };
}

function round({ x, y, width, height }: PercentBox): PercentBox {
  const toThousandths = (value: number): number => Math.round(value * 1000) / 1000;
  const [left, top] = [toThousandths(x), toThousandths(y)];
  return {
    x: left,
    y: top,
    width: Math.min(toThousandths(width), toThousandths(100 - left)),
    height: Math.min(toThousandths(height), toThousandths(100 - top)),
  };
}

const toStyle = ({ x, y, width, height }: PercentBox) => ({
  left: `${x}%`,
  top: `${y}%`,
  width: `${width}%`,
  height: `${height}%`,
});
