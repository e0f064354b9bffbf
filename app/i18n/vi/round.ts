/** What an entry about a round's plan is called. */
export const roundEvents = {
  created: "Lập đợt đánh giá",
  "phase-moved": "Chuyển giai đoạn của đợt",
  "plan-set": "Đặt lịch và quy chế của đợt",
  opened: "Mở đợt, khóa những gì đợt dựa vào",
  "change-proposed": "Đề nghị thay đổi đợt",
  "change-confirmed": "Xác nhận thay đổi đợt",
  "change-withdrawn": "Rút đề nghị thay đổi đợt",
};

export const roundRefusals = {
  "before-due": "Chưa hết hạn và thời gian gia hạn của giai đoạn. Muốn kết thúc sớm thì đổi lịch, cần hai người.",
  "calendar-incomplete": "Lịch còn thiếu hạn của giai đoạn bắt buộc.",
  "calendar-order": "Hạn của giai đoạn sau không được trước hạn của giai đoạn liền trước.",
  "change-moved": "Điều định đổi đã khác so với lúc đề nghị. Hãy rút và đề nghị lại.",
  "change-settled": "Đề nghị này đã được xác nhận hoặc đã rút.",
  "evidence-not-frozen": "Còn hồ sơ minh chứng chưa khóa.",
  exists: "Đợt này đã có.",
  "few-experts": "Có hội đồng chưa đủ số chuyên gia mà quy chế yêu cầu.",
  "no-approval": "Chưa có phê duyệt của hội đồng cấp trên cho kết quả này; chưa công bố được.",
  "no-panel": "Đợt chưa có hội đồng nào.",
  "no-policy": "Đợt chưa có quy chế.",
  "no-such-move": "Đợt không chuyển được sang giai đoạn này.",
  "not-frozen": "Ở giai đoạn này không có gì để đổi theo cách này.",
  "not-witnessed":
    "Quyết định mới nhất của đợt (sự kiện #{{seq}}) chưa được đủ nhân chứng ký xác nhận. Thử lại sau ít phút.",
  "nothing-changed": "Điều đề nghị giống hệt điều đang có.",
  "opened-items": "Thang mới chạm đến mục đã mở phiếu; những mục ấy phải được mở lại từng mục.",
  "other-items": "Bộ chỉ số mới không có đúng các chỉ số chuyên gia chấm của đợt.",
  "other-phase": "Đợt đã sang giai đoạn khác. Tải lại để xem.",
  "past-grace": "Đã quá hạn và quá thời gian gia hạn chung; không nhận thêm.",
  "phase-over": "Không đổi được hạn của giai đoạn đã qua.",
};

export const batchRefusals = {
  "before-due": "Lượt mở chưa hết hạn và thời gian gia hạn.",
  "cases-open": "Lượt mở còn mục có kiến nghị chưa xong.",
  "due-before-calendar":
    "Hạn của lượt mở không được trước hạn trong lịch của đợt. Muốn sớm hơn thì đổi lịch, cần hai người.",
  "due-in-the-past": "Hạn của lượt mở phải ở sau hiện tại.",
  "evidence-unsettled":
    "Có {{items, number}} mục đang chờ bổ sung minh chứng hoặc chưa khóa lại hồ sơ. Mở phiếu sau khi tổ giúp việc khóa xong.",
  "items-not-final": "Lượt mở còn mục chưa chốt điểm.",
  "no-such-move": "Lượt mở không chuyển được sang bước này.",
  "not-witnessed": "Quyết định mới nhất chưa được đủ nhân chứng ký xác nhận. Thử lại sau ít phút.",
  "other-phase": "Lượt mở đã sang bước khác. Tải lại để xem.",
  "proposal-moved": "Đề nghị mở phiếu đã đổi sau khi bạn mở trang. Hãy đọc lại rồi quyết định.",
  "seals-missing": "Còn phiếu chưa niêm mà chưa nêu tên và lý do.",
};
