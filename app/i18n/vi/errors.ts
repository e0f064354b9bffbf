import { evidenceRefusals } from "./evidence-refusals.ts";
import { batchRefusals, roundRefusals } from "./round.ts";

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
  /** A part of a page, in its place. */
  missingPart: {
    text: "Mạng chưa đưa phần này về. Phần còn lại của trang vẫn dùng được; gửi xong những gì đang viết rồi tải lại trang.",
    action: "Tải lại trang",
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
    view: {
      unnamed: "Chưa có tên, hoặc tên dài quá 60 ký tự.",
      "too-many": "Đã có 20 chế độ xem. Bỏ bớt một chế độ rồi lưu lại.",
      "too-long": "Bộ lọc này quá dài để lưu.",
    },
    conflict: {
      exists: "Xung đột này đã được ghi.",
      "needs-second-person": "Người này đã niêm phiếu: xung đột mới cần một người đề nghị và người khác xác nhận.",
      "needs-no-proposal": "Người này chưa niêm phiếu nào: khai hoặc ghi thẳng, không cần đề nghị.",
      "proposal-moved": "Đề nghị này đã được xác nhận hoặc nói khác đi. Tải lại rồi xem tiếp.",
    },
    assignment: {
      frozen: "Đợt đã mở nên phân công đã khóa. Đổi từng khối, có lý do và hai người.",
      "policy-invalid": "Yêu cầu phân công chưa hợp lệ.",
      "blocks-moved": "Các khối của đợt đã đổi từ lúc xem trước. Tìm lại phân công.",
      "block-moved": "Khối này đã đổi người. Tải lại rồi chọn lại.",
      "unknown-expert": "Có người không phải chuyên gia của đợt này.",
      "in-conflict": "Có chuyên gia xung đột lợi ích với đơn vị của khối.",
      "block-size": "Số người của khối không đúng: ít nhất một, không ai hai lần, không quá số mỗi khối.",
      "needs-second-person": "Đợt đã mở: cần một người đề nghị và người khác xác nhận.",
      "needs-no-proposal": "Đợt còn chuẩn bị: đổi thẳng, không cần đề nghị.",
      "proposal-moved": "Đề nghị này đã được xác nhận hoặc nói khác đi. Tải lại rồi xem tiếp.",
      "too-late": "Lượt mở của khối này đã mở phiếu; không đổi người được nữa.",
    },
    account: {
      taken: "Tên đăng nhập này đã có người dùng.",
    },
    action: {
      forbidden: "Bạn không làm được việc này ở giai đoạn này.",
    },
    actor: {
      forbidden: "Bạn không được ký dưới bí danh này.",
    },
    annotation: {
      empty: "Vùng khoanh cần lời ghi chú đi kèm.",
      "empty-selection": "Chưa bôi chọn đoạn văn nào.",
      exists: "Ghi chú này đã được ghi.",
      "is-hidden": "Chủ tọa đã ẩn phần này. Tải lại để xem.",
      "is-shown": "Phần này đang được hiện. Tải lại để xem.",
      "no-newer-version": "Tài liệu của ghi chú này không có bản mới đó.",
      "other-file": "Đoạn được chọn không thuộc tài liệu này.",
      "other-page": "Tài liệu không có trang đó.",
      "other-quote": "Đoạn trích không khớp với tài liệu. Tải lại rồi chọn lại.",
      "private-mention": "Ghi chú còn riêng tư thì chưa nhắc tên ai được.",
      "unknown-criterion": "Chỉ số này không có tiêu chí đó.",
      "unknown-mention": "Chỉ nhắc được thành viên của hội đồng này.",
      "version-conflict": "Ghi chú đã được sửa sau khi bạn mở. Hãy đọc bản mới rồi sửa tiếp.",
    },
    batch: batchRefusals,
    case: {
      "other-state": "Kiến nghị đã sang bước khác. Trang vừa được tải lại.",
      "proposal-moved": "Đề xuất đã đổi sau khi bạn mở trang. Hãy đọc đề xuất mới rồi quyết định.",
      "too-late": "Đã quá hạn đề nghị xem xét lại.",
      "value-unsupported": "Chỉ đề xuất được điểm đang có hoặc điểm thẩm định lại.",
    },
    completeness: {
      "no-document": "Chỉ số chưa có tài liệu nào để xác nhận là đầy đủ.",
      "no-explanation": "Cơ quan chưa gửi giải trình nào để chấp nhận.",
    },
    cite: {
      absent: "Ghi chú được dẫn không còn hoặc đã có bản khác.",
    },
    command: {
      "facts-differ": "Trang đã cũ so với dữ liệu: chưa ghi gì, phần bạn soạn vẫn còn. Hãy xem lại rồi gửi lại.",
      "id-reused": "Lệnh này đã được ghi trước đó với nội dung khác.",
      invalid: "Nội dung gửi lên không đúng dạng; chưa ghi gì.",
    },
    erasure: {
      "already-confirmed": "Đề nghị này đã được xác nhận.",
      "already-erased": "Lời của sự kiện này đã được xóa.",
      "case-open": "Còn kiến nghị chưa xong; xóa sau khi kết thúc.",
      empty: "Chưa chọn sự kiện hay bí danh nào.",
      "no-such-entry": "Không có sự kiện này.",
      "no-such-identity": "Bí danh này không có, hoặc không còn dẫn về ai.",
      "no-text": "Sự kiện này không có lời để xóa.",
      "not-ascending": "Danh sách phải tăng dần, mỗi số một lần.",
      "not-published": "Đợt chưa công bố; chưa được xóa.",
    },
    evidence: evidenceRefusals,
    framework: {
      absent: "Không có bộ chỉ số này.",
      exists: "Phiên bản này của bộ chỉ số đã được nhập.",
      invalid: "Bộ chỉ số có lỗi; chưa nhập gì.",
    },
    "fresh-eyes": {
      reviewer: "Chuyên gia này đã có sự kiện ở mục chấm, có xung đột, hoặc thuộc hội đồng đã chấm.",
      stake: "Bạn đã có sự kiện ở mục chấm này hoặc đã khai xung đột với cơ quan này, nên không được xử lý kiến nghị.",
    },
    import: {
      exists: "Giá trị này đã được nhập. Sửa giá trị cần lý do và hai người.",
      "other-source": "Chỉ số này lấy giá trị từ nguồn khác.",
      "out-of-range": "Giá trị nằm ngoài khoảng của chỉ số.",
      "unknown-indicator": "Bộ chỉ số không có mã này.",
    },
    interest: {
      "already-expired": "Ngày hết hạn của bản khai phải ở sau hiện tại.",
      "needs-second-person": "Bỏ một xung đột đã khai cần người thứ hai.",
    },
    item: {
      "departure-needs-delegate": "Chốt khác quy tắc cần người được ủy quyền.",
      "no-value": "Chưa đủ điểm để tính giá trị chốt.",
      "not-ready": "Chưa đủ điều kiện để chốt điểm.",
      "scores-moved": "Có điểm vừa đổi sau khi bạn mở trang. Hãy xem lại rồi chốt.",
      "version-conflict": "Điểm đã chốt vừa đổi. Hãy xem điểm mới rồi quyết định.",
    },
    opinion: { exists: "Bạn đã ghi ý kiến thiểu số về điểm chốt này." },
    message: {
      exists: "Trả lời này đã được ghi.",
      "version-conflict": "Trả lời đã được sửa sau khi bạn mở. Hãy đọc bản mới rồi sửa tiếp.",
    },
    panel: {
      "entity-taken": "Cơ quan này đã thuộc hội đồng khác.",
      "unknown-member": "Có thành viên chưa có tài khoản trong đợt.",
    },
    round: roundRefusals,
    choice: {
      empty: "Chưa chọn gì để ghi.",
      exists: "Lựa chọn đầu của bạn đã được ghi trước đó.",
    },
    score: {
      "above-maximum": "Điểm vượt mức tối đa.",
      "below-zero": "Điểm không được âm.",
      blank: "Chưa chọn điểm.",
      "detail-without-points": "Chỉ điểm số mới kèm mức, tiêu chí hoặc tỷ lệ.",
      "invalid-ratio": "Tỷ lệ phải từ 0 đến 1, mẫu số lớn hơn 0.",
      "justification-missing": "Chưa ghi căn cứ chấm.",
      "not-a-number": "Cần một con số.",
      "not-an-integer": "Điểm phải là số nguyên phần nghìn.",
      "not-opened": "Phiếu chưa mở: hãy thay phiếu đã niêm, không đổi điểm.",
      "not-the-parts": "Điểm không bằng tổng các phần đã chọn.",
      "not-the-ratio": "Điểm không khớp với tỷ lệ.",
      "nothing-to-reaffirm": "Phiếu này không chờ bạn giữ: chưa niêm, hoặc đã theo bộ minh chứng mới nhất.",
      "nothing-to-withdraw": "Không có điểm nào để rút.",
      "off-step": "Điểm không đúng bước chấm.",
      "outside-level": "Điểm nằm ngoài khung của mức đã chọn.",
      "reason-missing": "Đổi điểm phải nêu lý do đủ rõ.",
      "repeated-part": "Một phần được chọn hai lần.",
      "too-many-decimals": "Quá nhiều chữ số thập phân.",
      unchanged: "Điểm mới trùng điểm cũ.",
      "unknown-level": "Mức này không có trong thang.",
      "unknown-part": "Thang không có phần này.",
      "version-conflict": "Điểm đã được ghi bản khác trước bạn.",
    },
    session: {
      "csrf-missing": "Phiên đã đổi. Tải lại trang rồi gửi lại.",
      "signed-out": "Phiên đã kết thúc. Đăng nhập lại rồi gửi lại.",
    },
    "sign-in": {
      busy: "Máy chủ đang bận. Thử lại sau vài giây.",
      throttled: "Sai nhiều lần. Hãy đợi rồi thử lại.",
      wrong: "Tên đăng nhập hoặc mật khẩu không đúng.",
    },
    supplement: {
      exists: "Yêu cầu bổ sung này đã được ghi.",
      "not-opened": "Yêu cầu bổ sung này đã đóng.",
      "other-state": "Chỉ số đang có yêu cầu bổ sung còn hạn. Đóng yêu cầu ấy hoặc chờ hết hạn.",
      "until-past": "Hạn bổ sung phải ở sau hiện tại.",
    },
    thing: {
      absent: "Không có mục này.",
    },
    storage: {
      full: "Ổ đĩa của hệ thống đã đầy nên việc này chưa được ghi. Bản bạn soạn vẫn còn; báo quản trị rồi gửi lại sau.",
      stopped:
        "Hệ thống đang tạm dừng ghi để kiểm nhật ký. Chưa rõ việc này đã được ghi hay chưa; vài phút nữa gửi lại, hệ thống không ghi hai lần.",
    },
    "two-persons": {
      "same-person": "Người đề xuất không được tự duyệt: cần một cán bộ khác. Lần thử bị ghi vào nhật ký.",
    },
    upload: {
      empty: "Tệp rỗng. Hãy chọn tệp khác.",
      invalid: "Yêu cầu gửi tệp không đúng dạng. Tải lại trang rồi gửi lại.",
      "name-missing": "Tệp chưa có tên đọc được. Hãy đổi tên tệp rồi gửi lại.",
      "other-state": "Tệp này đã gửi xong. Tải lại trang để xem.",
      "quota-reached":
        "Các tệp chưa nộp của cơ quan đã chiếm hết dung lượng cho phép. Nộp hoặc bỏ bớt tệp rồi gửi tiếp.",
      throttled: "Đang gửi quá nhiều tệp cùng lúc. Đợi một lát rồi gửi tiếp.",
      "too-large": "Tệp vượt quá 64 MB. Hãy gửi bản gọn hơn hoặc chia thành nhiều tệp.",
      "too-many": "Cơ quan đang có quá nhiều tệp chưa nộp. Nộp hoặc bỏ bớt tệp rồi gửi tiếp.",
    },
  },
  status: "Mã {{status}}",
};
