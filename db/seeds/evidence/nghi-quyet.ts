import { pageBreak, toBlocks, toSection } from "./evidence-block.ts";
import type { EvidenceBlock, EvidenceSubject, EvidenceText } from "./evidence-block.ts";
import { listTargetLines } from "./targets.ts";

/** Resolution of a people's council on digital transformation, with tasks, targets and duties as appendices. */
export function makeNghiQuyet(subject: EvidenceSubject): EvidenceText {
  const { entityNameVi, unit, year } = subject;
  const place = `${unit} ${entityNameVi}`;
  const period = `giai đoạn ${year} – ${year + 5}`;
  return {
    issuer: "HỘI ĐỒNG NHÂN DÂN",
    number: "00/NQ-HĐND",
    date: `${year}-03-14`,
    name: `Nghị quyết về chuyển đổi số ${place} ${period}`,
    abstract:
      `Mục tiêu, nhiệm vụ, kinh phí và tổ chức thực hiện chuyển đổi số ${place} ${period}; ` +
      "Phụ lục II nêu 24 chỉ tiêu theo từng năm.",
    blocks: [
      ...listArticles({ place, unit, period, year }),
      pageBreak,
      ...listTasks(subject, place),
      pageBreak,
      { style: "title", text: "PHỤ LỤC II" },
      { style: "lead", text: `Chỉ tiêu cụ thể từng năm của ${place}` },
      ...toBlocks("paragraph", listTargetLines(subject)),
      pageBreak,
      ...listDuties(unit),
    ],
  };
}

function listArticles(of: { place: string; unit: string; period: string; year: number }): EvidenceBlock[] {
  return [
    { style: "title", text: "NGHỊ QUYẾT" },
    { style: "lead", text: `Về chuyển đổi số ${of.place} ${of.period}` },
    {
      style: "preamble",
      text:
        `Căn cứ Luật Tổ chức chính quyền địa phương; xét Tờ trình của Ủy ban nhân dân ${of.unit} ` +
        "và ý kiến thảo luận của đại biểu tại kỳ họp,",
    },
    { style: "title", text: "QUYẾT NGHỊ:" },
    ...toSection("Điều 1. Mục tiêu", [
      `1. Đến hết năm ${of.year}: 100% thủ tục hành chính đủ điều kiện được cung cấp dịch vụ công trực tuyến ` +
        "toàn trình; tối thiểu 80% hồ sơ được xử lý hoàn toàn trực tuyến; 90% hồ sơ công việc cấp tỉnh được xử lý " +
        "trên môi trường số.",
      `2. Đến năm ${of.year + 5}: kinh tế số đạt tối thiểu 30% GRDP; thuộc nhóm 5 địa phương dẫn đầu cả nước ` +
        "về chuyển đổi số.",
      "3. Chỉ tiêu cụ thể từng năm quy định tại Phụ lục II kèm theo Nghị quyết này.",
    ]),
    ...toSection("Điều 2. Nhiệm vụ, giải pháp", [
      "Hoàn thiện thể chế; phát triển hạ tầng số, dữ liệu số; bảo đảm an toàn thông tin mạng; phát triển nhân lực số " +
        "và kỹ năng số cộng đồng.",
    ]),
    ...toSection("Điều 3. Kinh phí thực hiện", [
      `Kinh phí được cân đối từ ngân sách ${of.unit} hằng năm theo phân cấp và các nguồn hợp pháp khác theo quy định ` +
        "của pháp luật.",
    ]),
    ...toSection("Điều 4. Tổ chức thực hiện", [
      `1. Ủy ban nhân dân ${of.unit} xây dựng kế hoạch, phân công cơ quan chủ trì từng chỉ tiêu, bố trí nguồn lực ` +
        "thực hiện Nghị quyết.",
      "2. Báo cáo Hội đồng nhân dân kết quả thực hiện tại kỳ họp thường lệ cuối năm.",
      "3. Thường trực, các Ban và đại biểu Hội đồng nhân dân giám sát việc thực hiện. Nghị quyết có hiệu lực " +
        "từ ngày thông qua.",
    ]),
    ...toBlocks("signature", ["TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", "(đã ký số)"]),
  ];
}

function listTasks({ pick, year }: EvidenceSubject, place: string): EvidenceBlock[] {
  return [
    { style: "title", text: "PHỤ LỤC I" },
    { style: "lead", text: `Nhiệm vụ trọng tâm về chuyển đổi số ${place}` },
    ...toSection("I. Hoàn thiện thể chế", [
      `1. Rà soát, sửa đổi ${pick(12, 30)} quy chế, quy trình nội bộ để xử lý công việc trên môi trường số; hoàn thành ` +
        `trong năm ${year + 1}.`,
      "2. Ban hành quy định về quản lý, kết nối và chia sẻ dữ liệu số; xác định rõ cơ quan chủ quản của từng cơ sở " +
        "dữ liệu, quy trình cập nhật và trách nhiệm bảo đảm chất lượng dữ liệu.",
      "3. Ban hành chính sách miễn, giảm lệ phí khi người dân, doanh nghiệp sử dụng dịch vụ công trực tuyến.",
    ]),
    ...toSection("II. Phát triển hạ tầng số và dữ liệu số", [
      `1. Phủ sóng di động băng rộng tới ${pick(97, 100)}% thôn, bản, tổ dân phố; xóa vùng lõm sóng trước ` +
        `tháng 12 năm ${year + 1}.`,
      `2. Duy trì trung tâm dữ liệu với tỷ lệ sẵn sàng tối thiểu 99,${pick(5, 9)}%; sao lưu dữ liệu hằng ngày tại địa ` +
        "điểm thứ hai; diễn tập khôi phục mỗi năm hai lần.",
      "3. Kết nối các cơ sở dữ liệu chuyên ngành với Cơ sở dữ liệu quốc gia về dân cư qua nền tảng tích hợp, chia sẻ " +
        "dữ liệu; người dân chỉ cung cấp thông tin một lần cho cơ quan nhà nước.",
    ]),
    ...toSection("III. Bảo đảm an toàn thông tin mạng", [
      "1. Triển khai đầy đủ phương án bảo vệ theo cấp độ cho các hệ thống thông tin; giám sát, ứng cứu sự cố theo mô " +
        "hình bốn lớp.",
      `2. Tổ chức ít nhất ${pick(2, 4)} cuộc diễn tập thực chiến mỗi năm, có báo cáo khắc phục sau diễn tập.`,
    ]),
    ...toSection("IV. Phát triển nhân lực số và kỹ năng số", [
      `1. Bồi dưỡng kỹ năng số cho ${pick(3, 9)}.${pick(1, 9)}00 lượt cán bộ, công chức, viên chức trong năm ${year}.`,
      `2. Duy trì hoạt động của ${pick(400, 980)} tổ công nghệ số cộng đồng; mỗi tổ có kế hoạch và sổ theo dõi kết quả ` +
        "hướng dẫn người dân.",
      "3. Đưa nội dung kỹ năng số, an toàn trên không gian mạng vào chương trình ngoại khóa của các trường phổ thông.",
    ]),
  ];
}

function listDuties(unit: string): EvidenceBlock[] {
  const duties = [
    ["Sở Khoa học và Công nghệ", "cơ quan thường trực; tổng hợp, đôn đốc, kiểm tra và báo cáo hằng quý"],
    ["Sở Tài chính", "tham mưu bố trí kinh phí hằng năm; hướng dẫn lập dự toán, thanh toán, quyết toán"],
    ["Sở Nội vụ", "lồng ghép kết quả chuyển đổi số vào đánh giá, xếp loại và thi đua, khen thưởng"],
    ["Công an cấp tỉnh", "bảo đảm an ninh mạng; kết nối, làm sạch dữ liệu dân cư với các ngành"],
    ["Sở Giáo dục và Đào tạo", "phổ cập kỹ năng số trong trường học; triển khai học bạ số"],
    ["Sở Y tế", "triển khai bệnh án điện tử và hồ sơ sức khỏe điện tử tại các cơ sở khám bệnh, chữa bệnh"],
    ["Sở Công Thương", "phát triển thương mại điện tử; hỗ trợ doanh nghiệp dùng hợp đồng điện tử"],
    ["Sở Nông nghiệp và Môi trường", "hoàn thành cơ sở dữ liệu đất đai; truy xuất nguồn gốc nông sản"],
    ["Ủy ban nhân dân cấp xã", "tổ chức thực hiện trên địa bàn; bố trí bộ phận hướng dẫn dịch vụ công trực tuyến"],
  ];
  return [
    { style: "title", text: "PHỤ LỤC III" },
    { style: "lead", text: "Phân công cơ quan chủ trì, phối hợp" },
    ...toBlocks(
      "paragraph",
      duties.map(([agency, duty], position) => `${position + 1}. ${agency}: ${duty}.`),
    ),
    ...toBlocks("paragraph", [
      `Các cơ quan nêu trên báo cáo Ủy ban nhân dân ${unit} kết quả thực hiện trước ngày 15 của tháng cuối quý. Chỉ tiêu ` +
        "không đạt phải nêu rõ nguyên nhân, trách nhiệm và thời hạn khắc phục.",
    ]),
  ];
}
