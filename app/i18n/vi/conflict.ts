export const conflict = {
  scoreTitle: "Điểm của bạn đã đổi ở nơi khác",
  noteTitle: "Ghi chú của bạn đã sửa ở nơi khác",
  replyTitle: "Trả lời của bạn đã sửa ở nơi khác",
  text: "Bản bạn gửi dựa trên bản cũ nên chưa được ghi. Hai bản không tự ghép; bạn chọn một.",
  mine: "Bạn gửi",
  standing: "Đang có trong nhật ký",
  loading: "đang tải bản mới",
  keep: "Giữ bản của tôi, ghi thành thay đổi mới",
  take: "Lấy bản đang có, bỏ bản của tôi",
  see: "Xem hai bản",
};
