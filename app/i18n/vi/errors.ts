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
  /** One sentence for each code of a refusal, by its two halves. */
  refusal: {
    unknown: "Hệ thống từ chối ({{code}}); chưa có gì được ghi.",
    action: { forbidden: "Bạn không làm được việc này ở giai đoạn này." },
    actor: { forbidden: "Bạn không được ký dưới bí danh này." },
    case: {
      "other-state": "Kiến nghị đã sang bước khác. Trang vừa được tải lại.",
      "proposal-moved": "Đề xuất đã đổi sau khi bạn mở trang. Hãy đọc đề xuất mới rồi quyết định.",
      "too-late": "Đã quá hạn đề nghị xem xét lại.",
      "value-unsupported": "Chỉ đề xuất được điểm đang có hoặc điểm thẩm định lại.",
    },
    command: {
      "facts-differ": "Trang đã cũ so với dữ liệu: chưa ghi gì, phần bạn soạn vẫn còn. Hãy xem lại rồi gửi lại.",
      "id-reused": "Lệnh này đã được ghi trước đó với nội dung khác.",
      invalid: "Nội dung gửi lên không đúng dạng; chưa ghi gì.",
    },
    "fresh-eyes": {
      reviewer: "Chuyên gia này đã có mục trên chỉ số, có xung đột, hoặc thuộc hội đồng đã chấm.",
      stake: "Bạn đã có mục trên chỉ số này hoặc đã khai xung đột với cơ quan này, nên không được xử lý kiến nghị.",
    },
    item: { "version-conflict": "Điểm đã chốt vừa đổi. Hãy xem điểm mới rồi quyết định." },
    score: {
      "above-maximum": "Điểm vượt mức tối đa.",
      "below-zero": "Điểm không được âm.",
      blank: "Chưa chọn điểm.",
      "justification-missing": "Chưa ghi căn cứ chấm.",
      "not-a-number": "Cần một con số.",
      "off-step": "Điểm không đúng bước chấm.",
      "outside-level": "Điểm nằm ngoài khung của mức đã chọn.",
      "too-many-decimals": "Quá nhiều chữ số thập phân.",
      "unknown-level": "Mức này không có trong thang.",
      "version-conflict": "Điểm đã được ghi bản khác trước bạn.",
    },
    session: { "csrf-missing": "Phiên đã đổi. Tải lại trang rồi gửi lại." },
    thing: { absent: "Không có mục này." },
    "two-persons": {
      "same-person": "Người đề xuất không được tự duyệt: cần một cán bộ khác. Lần thử bị ghi vào nhật ký.",
    },
  },
  status: "Mã {{status}}",
};
