/** A ballot that waits to be recorded, and one that takes the place of another. */
export const ballot = {
  given: "Phiếu bạn niêm lúc {{at}}",
  notYet: "chưa vào nhật ký",
  locked: "Phiếu này được ghi đúng như đang hiện, ghi xong mới thay được. Muốn sửa ngay, bỏ nó khỏi danh sách chờ ghi.",
  draft: {
    title: "Bản nháp khác phiếu đã niêm.",
    text: "Điểm và độ tin cậy bắt đầu từ phiếu đã niêm. Bản nháp còn ghi {{score}}, độ tin cậy {{confidence}}.",
    take: "Lấy bản nháp",
  },
};
