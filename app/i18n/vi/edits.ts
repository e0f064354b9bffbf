/** An own edit on its way, and one that another keeps waiting; a ballot that takes the place of another: its prose. */
export const edits = {
  awaited: "Bản sửa của bạn, chưa vào nhật ký:",
  locked: "Bản sửa trước đang chờ ghi; ghi xong mới sửa tiếp được.",
  prose: {
    draft: "Thuyết minh dưới đây là bản nháp, khác thuyết minh đã niêm.",
    draftText: "Phiếu mới sẽ dùng đúng những gì đang hiện trong ô.",
    draftEmpty: "Bản nháp thuyết minh đang trống; thuyết minh đã niêm vẫn còn.",
    takeSealed: "Lấy thuyết minh đã niêm",
    sealed: "Thuyết minh dưới đây là bản đã niêm.",
    sealedText: "Bản nháp trước đó được giữ riêng đến khi bạn rời trang này, và còn trong lịch sử thuyết minh.",
    takeDraft: "Đổi lại bản nháp",
  },
};
