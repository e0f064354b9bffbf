export const errors = {
  unauthorized: {
    title: "Trang này cần đăng nhập.",
    text: "Phiên của bạn đã hết hoặc chưa mở. Bản nháp còn nguyên; đăng nhập rồi quay lại đúng chỗ này.",
    action: "Đăng nhập",
  },
  forbidden: {
    title: "Bạn chưa được xem mục này.",
    text: "Quyền xem theo vai và theo giai đoạn của đợt. Điểm của người khác mở cùng lúc cho cả hội đồng, kể cả chủ tọa và quản trị. Cần xem sớm hơn, hãy hỏi thư ký của đợt.",
    action: "Về hàng việc",
  },
  notFound: {
    title: "Không có gì ở địa chỉ này.",
    text: "Địa chỉ sai, mục đã chuyển chỗ, hoặc bạn không thuộc nhóm được biết mục này.",
    action: "Về trang đầu",
  },
  conflict: {
    title: "Có người đã ghi trước bạn.",
    text: "Thay đổi của bạn chưa được ghi, phần bạn soạn vẫn còn. Tải lại để thấy giá trị hiện tại, rồi quyết định.",
    action: "Tải lại",
  },
  tooMany: {
    title: "Gửi quá nhanh.",
    text: "Đợi một phút rồi thử lại. Chưa có gì bị mất.",
    action: "Thử lại",
  },
  server: {
    title: "Hệ thống chưa làm được việc này.",
    text: "Lỗi đã được ghi kèm giờ và mã yêu cầu. Điểm nào đã có biên nhận thì vẫn nguyên trong nhật ký.",
    action: "Thử lại",
  },
  unavailable: {
    title: "Hệ thống đang tạm dừng ghi.",
    text: "Nhật ký đang được kiểm. Đọc vẫn được; ghi, chốt và công bố chờ đến khi kiểm xong.",
    action: "Thử lại",
  },
  status: "Mã {{status}}",
};
