/** Characters of a file name at most; disks take 255 bytes, and a Vietnamese letter has up to three. */
const LENGTH_MAX = 80;

// Separators and drives of paths, what shells and headers take for their own, control characters, and marks that turn
// the direction of writing or show nothing: "gpj.exe" must not read as "exe.jpg".
const UNSAFE = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/**
 * The name of a file as it is kept and shown: NFC, without folders, and without characters that have a meaning of
 * their own anywhere. It never names a place on the disk; what is kept there has names of the server's own.
 *
 * @returns at most 80 characters, the ending kept; empty when nothing of the name is left.
 */
export function toSafeFileName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = last
    .normalize("NFC")
    .replace(UNSAFE, "")
    .replace(/\s+/gu, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  return cut(clean);
}

function cut(name: string): string {
  const letters = [...name];
  if (letters.length <= LENGTH_MAX) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  const kept = letters.slice(0, LENGTH_MAX - ending.length).join("");
  // A combining mark that follows would be left hanging; NFC letters of Vietnamese are one character each.
  return `${kept.replace(/[. ]+$/, "")}${ending}`;
}

/** Whether a name is one that `toSafeFileName` gives. */
export function isSafeFileName(name: string): boolean {
  return toSafeFileName(name) === name;
}
