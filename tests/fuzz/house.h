// The five services in one process, on one database, with a small county.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/rpc/client.h"
#include "common/rpc/server.h"
#include "google/protobuf/descriptor.h"
#include "tests/fuzz/request_maker.h"

namespace xf::fuzz {

inline constexpr char kCountyCode[] = "990002";
inline constexpr char kCounty[] = "counties/990002";

class House {
 public:
  House();
  ~House();

  // A method and the service that serves it.
  struct Door {
    std::string service;
    const google::protobuf::MethodDescriptor* method;
  };
  // Every method of ours that the servers have.
  const std::vector<Door>& doors() const { return doors_; }
  // A client with a token of its own; "" is none.
  rpc::Client Client(const std::string& service, const std::string& token) const;
  // Makes organizations and members for requests to point at.
  void Furnish(Names& names) const;

 private:
  std::map<std::string, std::unique_ptr<rpc::Server>> servers_;
  std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;
  std::vector<Door> doors_;
};

}  // namespace xf::fuzz
