export const signin = {
  title: "Đăng nhập",
  login: "Tên đăng nhập",
  password: "Mật khẩu",
  submit: "Đăng nhập",
  wrong: "Tên đăng nhập hoặc mật khẩu không khớp.",
  slowDown_other: "Thử nhiều lần quá. Đợi {{count, number}} giây rồi thử lại.",
  demo: {
    title: "Đây là bản dùng thử.",
    text: "Tài khoản của từng vai được in ra khi khởi động lần đầu và nằm trong tệp demo-accounts.json của thư mục dữ liệu.",
  },
};
