/** A text as search compares it: without marks, `đ` as `d`, in small letters. "Huế" and "hue" are the same. */
export function foldMarks(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}
