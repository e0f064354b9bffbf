/** What the page says, in both languages. It ships alone, so it has no catalogue to share. */
const vi = {
  title: "Tự kiểm chứng nhật ký Assay",
  intro:
    "Trang này là một tệp duy nhất. Nó đọc tệp xuất, hồ sơ của một điểm hoặc biên nhận ngay trong trình duyệt, không dùng mạng và không gửi gì đi; lưu về đĩa rồi mở lại cũng chạy.",
  language: "Ngôn ngữ",
  file: "Tệp cần kiểm chứng",
  fileHint: "Tệp xuất (.jsonl), hồ sơ (.json) hoặc biên nhận của bạn (.json). Chọn tệp, hoặc thả vào đây.",
  key: "Khóa của nhật ký mà bạn tin",
  keyHint:
    "Dán khóa bạn đã ghi lại từ nguồn khác. Để trống thì dùng khóa ghi trong tệp: khi đó chỉ biết tệp tự khớp với chính nó.",
  policy: "Quy định nhân chứng",
  policyHint: "Dán văn bản quy định (các dòng log, witness, group, quorum) nếu bạn có; để trống nếu không.",
  run: "Kiểm chứng",
  noFile: "Chưa chọn tệp.",
  running: "Đang đọc {name}: {percent}%",
  result: "Kết quả",
  verdict: {
    passed: "Mọi kiểm tra đều đạt.",
    failed: "Không khớp. Đừng dùng kết quả này.",
    open: "Không có gì sai trong phần được xem; có phần chưa được công bố.",
    unreadable: "Không đọc được tệp này.",
  },
  selfKey:
    "Chưa có khóa từ nguồn khác: kết quả chỉ cho biết tệp tự khớp với chính nó. Hãy so khóa dưới đây với khóa bạn biết.",
  ownKey: "Khóa là khóa bạn đã nhập.",
  check: "Kiểm tra",
  outcome: "Kết quả",
  passed: "đạt {count}",
  failed: "sai",
  failedAt: "sai, sự kiện đầu tiên #{seq}",
  open: "chưa công bố {count}",
  nothing: "không có gì để kiểm",
  log: "Nhật ký",
  keyUsed: "Khóa",
  scope: "Phạm vi",
  scopes: {
    public: "công khai",
    round: "đợt đánh giá",
    dossier: "hồ sơ một điểm",
    receipts: "biên nhận của một người",
  },
  entries: "Sự kiện",
  checkpoint: "Mốc kiểm",
  checkpointText: "cỡ {size}, gốc {root}",
  witnessed: "Nhân chứng",
  witnessedText: "đủ đồng ký ở cỡ {size}",
  notWitnessed: "không có mốc nào đủ đồng ký theo quy định đã nhập",
  names: {
    "canonical-bytes": "Mỗi sự kiện đúng dạng chuẩn, từng byte",
    sequence: "Số thứ tự liền nhau, không thiếu, không thừa",
    time: "Thời gian không lùi",
    previous: "Mỗi sự kiện nêu đúng hàm băm của sự kiện trước",
    roots: "Gốc tính lại bằng gốc của mốc kiểm",
    signatures: "Chữ ký của nhật ký trên mốc kiểm",
    witnesses: "Đồng ký của nhân chứng",
    commitments: "Phần được công bố băm ra đúng cam kết",
    projection: "Bảng điểm đúng bằng điều nhật ký nói",
    seals: "Phiếu niêm mở ra đúng như đã niêm",
    index: "Chỉ số tính lại ra đúng kết quả đã ghi",
    evidence: "Hàm băm của minh chứng",
    inclusion: "Chứng minh dẫn từng sự kiện lên gốc đã ký",
    receipts: "Biên nhận: cam kết, chứng minh, chữ ký",
  } as Record<string, string>,
};

const en: typeof vi = {
  title: "Verify an Assay log yourself",
  intro:
    "This page is one single file. It reads an export, the dossier of a score or receipts inside your browser, uses no network and sends nothing; saved to disk and opened again it works the same.",
  language: "Language",
  file: "File to verify",
  fileHint: "An export (.jsonl), a dossier (.json) or your receipts (.json). Choose it, or drop it here.",
  key: "The log's key that you trust",
  keyHint:
    "Paste the key that you noted down from another source. Left empty, the key in the file is used, which shows only that the file agrees with itself.",
  policy: "Witness policy",
  policyHint: "Paste the policy text (lines log, witness, group, quorum) if you have one; otherwise leave it empty.",
  run: "Verify",
  noFile: "No file is chosen.",
  running: "Reading {name}: {percent}%",
  result: "Result",
  verdict: {
    passed: "Every check passed.",
    failed: "It does not match. Do not use this result.",
    open: "Nothing is wrong in what is disclosed; some of it is not disclosed.",
    unreadable: "This file cannot be read.",
  },
  selfKey:
    "No key from another source was given: this shows only that the file agrees with itself. Compare the key below with the one you know.",
  ownKey: "The key is the one that you entered.",
  check: "Check",
  outcome: "Outcome",
  passed: "passed {count}",
  failed: "failed",
  failedAt: "failed, first bad entry #{seq}",
  open: "not disclosed {count}",
  nothing: "nothing to check",
  log: "Log",
  keyUsed: "Key",
  scope: "Scope",
  scopes: { public: "public", round: "round", dossier: "dossier of a score", receipts: "receipts of a person" },
  entries: "Entries",
  checkpoint: "Checkpoint",
  checkpointText: "size {size}, root {root}",
  witnessed: "Witnesses",
  witnessedText: "a quorum cosigned size {size}",
  notWitnessed: "no checkpoint has the quorum of the policy that was entered",
  names: {
    "canonical-bytes": "Every entry is in canonical form, byte for byte",
    sequence: "Numbers follow each other, none missing, none extra",
    time: "Time never goes back",
    previous: "Every entry names the hash of the one before it",
    roots: "The recomputed root is that of the checkpoint",
    signatures: "The log's signature on the checkpoint",
    witnesses: "Cosignatures of witnesses",
    commitments: "What is disclosed hashes to its commitment",
    projection: "The tables are what the log says",
    seals: "Sealed ballots open to what was sealed",
    index: "The index, recomputed, is the recorded one",
    evidence: "Hashes of evidence files",
    inclusion: "Proofs lead from each entry to the signed root",
    receipts: "Receipts: commitments, proof, signature",
  },
};

export const TEXTS = { vi, en };
export type Texts = typeof vi;
export type Language = keyof typeof TEXTS;

/** Fills `{name}` in a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
