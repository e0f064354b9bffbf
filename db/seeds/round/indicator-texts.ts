import type { AnnotationKind } from "../../../server/domain/event/annotation-events.ts";
import type { EvidenceKind } from "../evidence/make-evidence.ts";

/** A mark that experts make on the evidence of an indicator. */
export interface MarkPlan {
  readonly document: EvidenceKind;
  /** What is marked, as it stands in every document of this kind. */
  readonly quote: RegExp;
  readonly kind: AnnotationKind;
  readonly criterion: string;
  readonly body: string;
}

/** What the demo's agencies submit for an indicator, and what its experts write about it, in Vietnamese. */
export interface IndicatorTexts {
  /** In the agency's order, one to three. */
  readonly documents: readonly EvidenceKind[];
  /** What speaks for points; half sentences that go on with `gaps`. */
  readonly strengths: readonly string[];
  /** What is missing for more points. */
  readonly gaps: readonly string[];
  readonly marks: readonly MarkPlan[];
}

/** By code of the sample framework's indicators for experts. */
export const INDICATOR_TEXTS: Readonly<Record<string, IndicatorTexts>> = {
  "1.1": {
    documents: ["bao-cao", "nghi-quyet"],
    strengths: [
      "Ban Chỉ đạo hoạt động thường xuyên, có thông báo kết luận sau từng phiên",
      "Báo cáo nêu rõ số phiên họp của Ban Chỉ đạo và tỷ lệ nhiệm vụ hoàn thành",
      "Vai trò của người đứng đầu thể hiện qua các phiên họp có kết luận",
    ],
    gaps: [
      "chưa thấy quyết định kiện toàn còn hiệu lực trong hồ sơ",
      "chức danh Trưởng ban chỉ suy ra từ báo cáo, chưa có quyết định kèm theo",
      "thiếu quy chế hoạt động của Ban Chỉ đạo",
    ],
    marks: [
      mark("bao-cao", /Ban Chỉ đạo họp \d+ phiên/, "supports", "3", "Có số phiên họp cụ thể, đủ để đối chiếu."),
      mark("nghi-quyet", /phân công cơ quan chủ trì từng chỉ tiêu/, "question", "2", "Ai là Trưởng ban Ban Chỉ đạo?"),
    ],
  },
  "1.2": {
    documents: ["bao-cao"],
    strengths: [
      "Họp chuyên đề đều trong năm, sau phiên họp có thông báo kết luận",
      "Kết luận có giao việc, tỷ lệ nhiệm vụ đúng hạn được thống kê",
      "Có số phiên họp và kết quả theo dõi nhiệm vụ",
    ],
    gaps: [
      "chưa có danh mục kết luận kèm thời hạn từng việc",
      "không rõ phiên nào họp chuyên đề, phiên nào họp lồng ghép",
      "kết quả thực hiện chỉ nêu tỷ lệ chung",
    ],
    marks: [
      mark("bao-cao", /có thông báo kết luận sau từng phiên/, "supports", "2", "Kết luận được ban hành sau mỗi phiên."),
      mark("bao-cao", /\d+% nhiệm vụ được giao hoàn thành đúng hạn/, "supports", "4", "Có theo dõi kết quả thực hiện."),
      mark(
        "bao-cao",
        /Còn \d+ chỉ tiêu chưa đạt kế hoạch năm/,
        "contradicts",
        "4",
        "Kết luận giao việc chưa được làm hết.",
      ),
    ],
  },
  "2.1": {
    documents: ["nghi-quyet", "ke-hoach"],
    strengths: [
      "Nghị quyết chuyên đề còn hiệu lực, chỉ tiêu định lượng theo năm tại Phụ lục II",
      "Văn bản chuyên đề, có phân công cơ quan chủ trì từng chỉ tiêu",
      "Mục tiêu từng năm nêu rõ đơn vị đo, có phân công",
    ],
    gaps: [
      "chưa có mức vốn chia theo năm",
      "chưa thấy kết quả sơ kết việc thực hiện",
      "kinh phí chỉ nêu nguyên tắc cân đối",
    ],
    marks: [
      mark(
        "nghi-quyet",
        /100% thủ tục hành chính.*?xử lý hoàn toàn trực tuyến/,
        "supports",
        "2",
        "Có chỉ tiêu, có mốc năm.",
      ),
      mark(
        "nghi-quyet",
        /Kinh phí được cân đối từ ngân sách \S+( \S+)? hằng năm theo phân cấp/,
        "question",
        "4",
        "Mức vốn từng năm nằm ở đâu?",
      ),
      mark("nghi-quyet", /phân công cơ quan chủ trì từng chỉ tiêu/, "supports", "3", "Có phân công theo chỉ tiêu."),
      mark(
        "nghi-quyet",
        /Báo cáo Hội đồng nhân dân kết quả thực hiện/,
        "missing",
        "5",
        "Chưa thấy báo cáo sơ kết kèm theo.",
      ),
    ],
  },
  "2.2": {
    documents: ["nghi-quyet"],
    strengths: [
      "Chỉ tiêu 5 năm đầy đủ trong Phụ lục II",
      "Có chỉ tiêu và phân công cho cả giai đoạn",
      "Các mục tiêu đến cuối kỳ được lượng hóa",
    ],
    gaps: [
      "nguồn lực cho cả giai đoạn chưa nêu",
      "chưa tách nguồn vốn theo nhiệm vụ",
      "phân công mới dừng ở cấp sở, ngành",
    ],
    marks: [
      mark(
        "nghi-quyet",
        /Chỉ tiêu cụ thể từng năm quy định tại Phụ lục II/,
        "supports",
        "1",
        "Phụ lục II đủ chỉ tiêu cho từng năm.",
      ),
      mark("nghi-quyet", /các nguồn hợp pháp khác/, "question", "2", "Các nguồn khác là nguồn nào, bao nhiêu?"),
    ],
  },
  "2.3": {
    documents: ["ke-hoach", "bao-cao", "nghi-quyet"],
    strengths: [
      "Kế hoạch năm ban hành kịp thời, bám mục tiêu của Nghị quyết",
      "Kế hoạch có dự toán và thời hạn từng nhiệm vụ",
      "Có báo cáo kết quả cuối năm đối chiếu được với kế hoạch",
    ],
    gaps: [
      "một số chỉ tiêu trong kế hoạch thấp hơn kế hoạch 5 năm",
      "báo cáo còn chỉ tiêu chưa đạt mà chưa nêu hướng xử lý",
      "chưa đối chiếu từng chỉ tiêu với kế hoạch 5 năm",
    ],
    marks: [
      mark("ke-hoach", /Tổng kinh phí năm \d+ là [\d,]+ tỷ đồng/, "supports", "2", "Có tổng vốn của năm kế hoạch."),
      mark("bao-cao", /Giải ngân vốn mới đạt \d+% kế hoạch/, "contradicts", "3", "Giải ngân thấp hơn kế hoạch."),
    ],
  },
  "4.1": {
    documents: ["ke-hoach", "bao-cao"],
    strengths: [
      "Chương trình bồi dưỡng có nhóm đối tượng và số lớp cụ thể",
      "Có kiểm tra đầu ra bằng bài thực hành",
      "Số lượt bồi dưỡng được thống kê trong báo cáo",
    ],
    gaps: [
      "chưa có đánh giá sau đào tạo",
      "kinh phí đào tạo gộp với truyền thông",
      "chưa thấy điều chỉnh chương trình theo kết quả",
    ],
    marks: [
      mark(
        "ke-hoach",
        /Mở \d+ lớp bồi dưỡng kỹ năng số cho cán bộ cấp xã/,
        "supports",
        "1",
        "Nêu rõ nhóm đối tượng và số lớp.",
      ),
      mark(
        "ke-hoach",
        /Đào tạo, bồi dưỡng và truyền thông: [\d,]+ tỷ đồng/,
        "question",
        "2",
        "Phần dành riêng cho đào tạo là bao nhiêu?",
      ),
    ],
  },
  "5.1": {
    documents: ["nghi-quyet", "bao-cao"],
    strengths: [
      "Hệ thống thông tin được phê duyệt cấp độ và giám sát",
      "Có phương án bảo vệ theo cấp độ và diễn tập hằng năm",
      "Báo cáo nêu số hệ thống đã phê duyệt cấp độ",
    ],
    gaps: [
      "chưa rõ tỷ lệ hệ thống đã triển khai đầy đủ phương án",
      "chưa có báo cáo khắc phục sau diễn tập",
      "phạm vi chưa phủ hệ thống của cấp xã",
    ],
    marks: [
      mark("bao-cao", /Phê duyệt cấp độ cho \d+ hệ thống thông tin/, "supports", "1", "Có số hệ thống được phê duyệt."),
      mark("nghi-quyet", /có báo cáo khắc phục sau diễn tập/, "missing", "4", "Hồ sơ chưa có báo cáo khắc phục."),
    ],
  },
  "7.3": {
    documents: ["bao-cao", "ke-hoach"],
    strengths: [
      "Dữ liệu mở được công bố và cập nhật, có dùng trong điều hành",
      "Báo cáo định kỳ thực hiện trên hệ thống thông tin báo cáo",
      "Có quy chế quản lý, khai thác nền tảng dữ liệu dùng chung",
    ],
    gaps: [
      "chưa có ví dụ quyết định điều hành dẫn số liệu",
      "bảng theo dõi chưa chứng minh được bằng tài liệu",
      "dữ liệu của một số ngành cập nhật chậm",
    ],
    marks: [
      mark("bao-cao", /\d+ bộ dữ liệu mở được công bố/, "supports", "1", "Có số bộ dữ liệu, cần xem mức độ khai thác."),
      mark(
        "bao-cao",
        /dữ liệu của một số ngành chưa được cập nhật thường xuyên/,
        "contradicts",
        "2",
        "Tự nhận dữ liệu chưa cập nhật đều.",
      ),
    ],
  },
  "8.3": {
    documents: ["bao-cao", "ke-hoach", "nghi-quyet"],
    strengths: [
      "Chính sách hỗ trợ có nội dung và kết quả bước đầu",
      "Tỷ lệ doanh nghiệp dùng nền tảng số được thống kê",
      "Có hỗ trợ đưa sản phẩm lên sàn thương mại điện tử",
    ],
    gaps: [
      "chưa có số doanh nghiệp thụ hưởng",
      "không tách kinh phí hỗ trợ doanh nghiệp",
      "chưa đánh giá tác động của chính sách",
    ],
    marks: [
      mark(
        "bao-cao",
        /Có \d+% doanh nghiệp nhỏ và vừa sử dụng nền tảng số/,
        "supports",
        "3",
        "Có tỷ lệ, chưa có số tuyệt đối.",
      ),
      mark("bao-cao", /doanh thu tăng \d+% so với năm trước/, "question", "4", "Nguồn của số liệu tăng trưởng này?"),
    ],
  },
};

function mark(
  document: EvidenceKind,
  quote: RegExp,
  kind: AnnotationKind,
  ...[criterion, body]: [criterion: string, body: string]
): MarkPlan {
  return { document, quote, kind, criterion, body };
}
