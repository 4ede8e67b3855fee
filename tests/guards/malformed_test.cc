// Bytes that are not the message: refused by name, after authentication, in every kind of call, and nothing is half
// done.
#include "common/testing/raw.h"
#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using testing::IsError;
using testing::IsOk;
using testing::MethodNamed;
using testing::RawCall;

const auto kMalformed = IsError(absl::StatusCode::kInvalidArgument, errors::REASON_MALFORMED);
constexpr char kMembers[] = "xianfeng.membership.v1.MemberService.";

class MalformedTest : public MembershipTest {
 protected:
  static const google::protobuf::MethodDescriptor& Method(const std::string& name) {
    return MethodNamed(kMembers + name);
  }
  rpc::Client Nobody() const { return rpc::Client(admin().channel(), "nonsense"); }
};

TEST_F(MalformedTest, AUnaryRequestThatDoesNotParse) {
  // A length that reaches beyond the end; a group that does not end; text that is not UTF-8.
  for (const std::string& bytes :
       {std::string("\x0a\x7f", 2), std::string("\x0b", 1), std::string("\x0a\x01\xff", 3)}) {
    EXPECT_THAT(RawCall(admin(), Method("GetMember"), {bytes}), kMalformed);
    EXPECT_THAT(RawCall(admin(), Method("ExportMembers"), {bytes}), kMalformed);
    EXPECT_THAT(RawCall(Nobody(), Method("GetMember"), {bytes}),
                IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID));
  }
}

TEST_F(MalformedTest, AStreamEndsWithAnErrorAndNotAsIfItWereComplete) {
  v1::ImportMembersRequest chunk;
  chunk.set_parent(county());
  chunk.set_request_id("cut");
  *chunk.add_rows() = Person(1, "e1");
  const std::string whole = chunk.SerializeAsString();
  const std::string half = whole.substr(0, whole.size() / 2);
  EXPECT_THAT(RawCall(admin(), Method("ImportMembers"), {half}), kMalformed);
  EXPECT_THAT(RawCall(admin(), Method("ImportMembers"), {whole, half}), kMalformed);
  // What was committed before stays, as the chunk's number tells a client that sends it all again.
  EXPECT_THAT(RawCall(admin(), Method("ImportMembers"), {whole}), IsOk());
}

TEST_F(MalformedTest, AChunksEnvelopeKeepsItsRulesToo) {
  v1::ImportMembersRequest chunk;
  chunk.set_parent("counties/43112");
  chunk.set_request_id(std::string(65, 'x'));
  chunk.set_chunk(-1);
  *chunk.add_rows() = Person(1, "e1");
  EXPECT_THAT(RawCall(admin(), Method("ImportMembers"), {chunk.SerializeAsString()}),
              testing::ViolatesFields(::testing::UnorderedElementsAre("parent", "request_id", "chunk")));
}

TEST_F(MalformedTest, AMessageThatIsTooLargeIsNotParsed) {
  EXPECT_THAT(RawCall(admin(), Method("GetMember"), {std::string((4 << 20) + 1, '\xff')}),
              IsError(absl::StatusCode::kResourceExhausted, errors::REASON_MESSAGE_TOO_LARGE));
}

}  // namespace
}  // namespace xf::membership
