/** A level on the scale; milli-points. Neighbours touch, so that the scale has no gaps. */
export interface Band {
  readonly level: number;
  readonly from: number;
  readonly to: number;
}

/** Bands of levels that part half way between the end of one and the beginning of the next. */
export function makeBands(levels: readonly { level: number; from: number; to: number }[], max: number): Band[] {
  return levels.map(({ level, from, to }, at) => {
    const below = levels[at - 1];
    const above = levels[at + 1];
    return {
      level,
      from: below === undefined ? 0 : (below.to + from) / 2,
      to: above === undefined ? max : (to + above.from) / 2,
    };
  });
}
