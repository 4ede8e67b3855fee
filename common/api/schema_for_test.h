// Message types made at run time for the tests of common/api: a contract with rules, without a service.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/dynamic_message.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::api {

// The types of one file, given as FileDescriptorProto text. Lives as long as the process, as generated types do.
class Schema {
 public:
  explicit Schema(const std::string& file_text) : pool_(google::protobuf::DescriptorPool::generated_pool()) {
    // Names the files below, so that they are linked and can be imported.
    google::protobuf::FieldMask::descriptor();
    google::protobuf::Timestamp::descriptor();
    google::type::Date::descriptor();
    google::protobuf::FileDescriptorProto file;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        "syntax: 'proto3' dependency: 'google/type/date.proto' dependency: 'google/protobuf/timestamp.proto' "
        "dependency: 'google/protobuf/field_mask.proto'" +
            file_text,
        &file));
    EXPECT_NE(pool_.BuildFile(file), nullptr);
    factory_.SetDelegateToGeneratedFactory(true);
  }

  const google::protobuf::Descriptor& Type(const std::string& name) const { return *pool_.FindMessageTypeByName(name); }

  // A message of the type from its text form.
  std::unique_ptr<google::protobuf::Message> Make(const std::string& type, const std::string& text = "") {
    std::unique_ptr<google::protobuf::Message> message(factory_.GetPrototype(&Type(type))->New());
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, message.get())) << text;
    return message;
  }

 private:
  google::protobuf::DescriptorPool pool_;
  google::protobuf::DynamicMessageFactory factory_;
};

}  // namespace xf::api
