export const handIn = {
  submitted: {
    new: "Đã nộp “{{name}}”, ghi ở sự kiện #{{leaf}}.",
    version:
      "Đã nộp “{{name}}” thay cho “{{old}}”, ghi ở sự kiện #{{leaf}}. Bản trước vẫn còn, ngay dưới tài liệu này.",
    show: "Xem trong danh sách",
  },
  same: {
    document: "“{{name}}” giống hệt tài liệu đã nộp: {{document}}. Không cần nộp lại.",
    upload: "“{{name}}” giống hệt tệp “{{other}}” đang chờ nộp.",
  },
  version: "bản {{count, number}}",
  current: "hiện hành",
  replaced: "đã thay",
  earlier_other: "Các bản trước ({{count, number}})",
};
