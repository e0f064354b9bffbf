/** Keys that come in pairs, one way and the other; and what is said where a key finds nothing to do. */
export const keys = {
  next: "dòng kế",
  previous: "dòng trước",
  nextItem: "mục kế",
  previousItem: "mục trước",
  nextNote: "ghi chú kế",
  previousNote: "ghi chú trước",
  nothing: {
    nextItem: "Đây là mục cuối.",
    previousItem: "Đây là mục đầu.",
    nextUnscored: "Không còn mục nào khác chưa chấm.",
    notes: "Tệp này chưa có ghi chú nào có chỗ đứng.",
    selection: "Chọn một đoạn trong tài liệu trước, rồi gõ A để ghi chú.",
    loading: "Ô soạn thảo đang tải.",
  },
  chair: {
    ended: "Đã thôi theo chủ tọa. Shift F để theo tiếp.",
    left: "Chủ tọa đã rời mục này.",
    moved: "Chủ tọa đã sang {{item}}.",
    gone: "Chủ tọa không còn mở mục nào. Khi chủ tọa mở một mục khác, bạn theo sang được.",
    at: "Chủ tọa đang ở {{item}}",
    item: "mục {{code}} {{name}}",
    otherItem: "một mục của đơn vị khác",
    go: "Theo sang",
    stay: "Ở lại",
  },
};
