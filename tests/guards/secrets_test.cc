// What a log line, an error and a database must never hold in clear.
#include "tests/guards/own_server.h"

namespace xf::membership {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using ::testing::Not;

class SecretsTest : public MembershipTest {};

TEST_F(SecretsTest, LogLinesNameMethodsAndReasonsButNoValueThatIsSensitive) {
  const LogLines log;
  v1::Member person = Person(7, "e1");
  person.set_address("湖南省永州市双牌县泷泊镇平安路十八号");
  const auto made = Create(admin(), person);
  ASSERT_THAT(made, IsOk());
  EXPECT_FALSE(Create(admin(), person).ok());  // The ID number is taken.
  v1::Member wrong = person;
  wrong.mutable_id_number()->back() = person.id_number().back() == '1' ? '2' : '1';
  wrong.set_phone("1380000000x");
  const absl::Status refused = Create(admin(), wrong).status();
  EXPECT_FALSE(refused.ok());

  v1::SearchMembersRequest search;
  search.set_parent(county());
  search.set_id_number(person.id_number());
  EXPECT_THAT(admin().Call(&MemberStub::SearchMembers, search), IsOk());
  search.clear_id_number();
  search.set_phone(person.phone());
  EXPECT_THAT(admin().Call(&MemberStub::SearchMembers, search), IsOk());
  v1::RevealMemberRequest reveal;
  reveal.set_name(made->name());
  reveal.set_purpose("核对身份信息");
  EXPECT_THAT(admin().Call(&MemberStub::RevealMember, reveal), IsOk());
  v1::ListMembersRequest list;
  list.set_parent(county());
  list.set_filter(absl::StrCat("phone = ", person.phone()));
  EXPECT_FALSE(admin().Call(&MemberStub::ListMembers, list).ok());

  const std::string text = log.Text();
  EXPECT_THAT(text, HasSubstr("MemberService/RevealMember"));
  for (const std::string& secret : {person.id_number(), person.phone(), person.address(), wrong.id_number(),
                                    wrong.phone(), person.display_name(), admin().token()}) {
    EXPECT_THAT(text, Not(HasSubstr(secret)));
    EXPECT_THAT(refused.ToString(), Not(HasSubstr(secret)));
  }
}

TEST_F(SecretsTest, OnlyAMethodThatSaysSoShowsAnythingInClear) {
  std::vector<std::string> revealing;
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const char* name : {"MemberService", "OrganizationService", "ExportService"}) {
    const auto* service = pool->FindServiceByName(absl::StrCat("xianfeng.membership.v1.", name));
    for (int i = 0; i < service->method_count(); ++i) {
      const auto& access = service->method(i)->options().GetExtension(xianfeng::options::v1::access);
      if (access.audit() == xianfeng::options::v1::AUDIT_REVEAL) revealing.push_back(service->method(i)->name());
    }
  }
  EXPECT_THAT(revealing, ::testing::ElementsAre("RevealMember"));
}

}  // namespace
}  // namespace xf::membership
