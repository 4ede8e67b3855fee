#include "common/api/page_token.h"

#include <gtest/gtest.h>

#include "common/api/schema_for_test.h"
#include "common/base/ids.h"

namespace xf::api {
namespace {

TEST(PageTokenTest, PositionsRoundTrip) {
  for (const Position& position :
       {Position{"", ""}, Position{"43.4311.431123", "x"}, Position{std::string(300, 'a'), "b"}}) {
    const auto decoded = DecodePageToken(EncodePageToken(position, "f"), "f");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->org_path, position.org_path);
    EXPECT_EQ(decoded->id, position.id);
  }
}

TEST(PageTokenTest, AnyChangedCharacterIsNoticed) {
  const std::string token = EncodePageToken({"43.4311.431123", "x1"}, "f");
  for (size_t i = 0; i < token.size(); ++i) {
    for (const char c : std::string("AZaz09-_ =+/")) {
      std::string changed = token;
      changed[i] = c;
      EXPECT_EQ(DecodePageToken(changed, "f").has_value(), changed == token) << changed;
    }
    EXPECT_FALSE(DecodePageToken(token.substr(0, i), "f"));
  }
  EXPECT_FALSE(DecodePageToken(token + "A", "f"));
  EXPECT_FALSE(DecodePageToken(token + "=", "f"));
}

TEST(PageTokenTest, ATokenOfAnotherQueryIsRefused) {
  EXPECT_FALSE(DecodePageToken(EncodePageToken({"43", "x"}, "f"), "g"));
}

TEST(PageTokenTest, FingerprintCoversAllButPageSizeAndToken) {
  Schema contract(R"pb(
    name: "page_token_test.proto"
    package: "t"
    message_type {
      name: "Request"
      field { name: "parent" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "page_size" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL }
      field { name: "page_token" number: 3 type: TYPE_STRING label: LABEL_OPTIONAL }
    }
  )pb");
  const auto fingerprint = [&](const char* query, const char* request) {
    return QueryFingerprint(query, *contract.Make("t.Request", request));
  };
  const std::string plain = fingerprint("list_x", "parent: 'a'");
  EXPECT_EQ(fingerprint("list_x", "parent: 'a' page_size: 7 page_token: 't'"), plain);
  EXPECT_NE(fingerprint("list_y", "parent: 'a'"), plain);
  EXPECT_NE(fingerprint("list_x", "parent: 'b'"), plain);
}

TEST(PageTokenTest, RandomTextNeverDecodes) {
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(DecodePageToken(RandomBytes(static_cast<size_t>(i % 90)), "f"));
}

}  // namespace
}  // namespace xf::api
