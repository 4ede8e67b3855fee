#include "services/ctl/sample/names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "common/api/formats.h"

namespace xf::sample {
namespace {

using xianfeng::type::v1::Gender;

// Frequent surnames stand several times.
constexpr absl::string_view kSurnames =
    "李 李 李 王 王 王 张 张 张 刘 刘 刘 陈 陈 唐 唐 唐 蒋 蒋 蒋 周 周 周 何 何 何 黄 黄 胡 胡 吴 杨 杨 邓 邓 罗 谢 谢 "
    "欧阳 吕 吕 卿 卿 郑 彭 曾 肖 廖 蔡 潘 潘 秦 文 文 魏 程 曹 熊 龙 龙 雷 邹 石 贺 段 伍 伍 义 翟 全 莫 莫 尹 郭 朱 "
    "于 "
    "成 毛 宋 杜 艾 单 柏 柏 滕 申 颜 樊 江";
constexpr absl::string_view kYaoSurnames = "盘 盘 盘 盘 赵 赵 赵 邓 邓 冯 冯 李 李 黄 凤 奉 奉 沈 包 周 郑 唐 雷 房";
constexpr absl::string_view kShared =
    "文 明 华 平 春 林 云 永 安 新 海 江 晓 子 宁 光 天 成 家 志 清 远 思 雨 一 泽 欣 和 瑞 乐";
constexpr absl::string_view kMale =
    "建 国 军 强 勇 伟 刚 斌 涛 辉 峰 波 龙 杰 浩 鹏 飞 磊 生 福 贵 德 义 仁 忠 良 松 柏 武 超 凯 宇 轩 航 俊 东 兵 祥 "
    "荣 发";
constexpr absl::string_view kFemale =
    "丽 芳 敏 静 霞 燕 玲 艳 娟 秀 英 兰 梅 凤 琴 红 萍 莉 娜 婷 雪 慧 颖 倩 蓉 菊 桂 玉 珍 香 莲 翠 月 蕾 琳 怡 佳 美 "
    "岚 莹";

std::vector<std::string> Words(absl::string_view text) { return absl::StrSplit(text, ' ', absl::SkipEmpty()); }

const std::string& Character(Rng& rng, Gender gender) {
  static const std::vector<std::string> shared = Words(kShared), male = Words(kMale), female = Words(kFemale);
  if (rng.Chance(350)) return rng.Pick(shared);
  return rng.Pick(gender == Gender::GENDER_FEMALE ? female : male);
}

}  // namespace

std::string PersonName(Rng& rng, Gender gender, bool yao) {
  static const std::vector<std::string> surnames = Words(kSurnames), yao_surnames = Words(kYaoSurnames);
  std::string name = rng.Pick(yao ? yao_surnames : surnames);
  name += Character(rng, gender);
  if (rng.Chance(820)) name += Character(rng, gender);
  return name;
}

std::string IdNumbers::Next(const std::string& division, absl::CivilDay birth, Gender gender) {
  auto& [men, women] = used_[{division, birth}];
  const int sequence = gender == Gender::GENDER_FEMALE ? 998 - 2 * women++ : 999 - 2 * men++;
  std::string number =
      absl::StrFormat("%s%04d%02d%02d%03d", division, birth.year(), birth.month(), birth.day(), sequence);
  number += api::IdNumberCheckDigit(number);
  return number;
}

std::string Phone(int64_t row) { return absl::StrFormat("120%08d", row); }

}  // namespace xf::sample
