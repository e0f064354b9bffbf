/** Input that a command refuses; every line is shown to the person and the command ends with exit code 2. */
export class InputError extends Error {
  readonly lines: readonly string[];

  /** @param lines - one sentence for each problem, with file and line where there is one. */
  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "InputError";
    this.lines = lines;
  }
}
