// Configuration of one service process: a YAML file, so that it can be read, diffed and mounted.
//
//   service: membership
//   listen: 127.0.0.1:7101            # gRPC, mTLS
//   ops: 127.0.0.1:7201               # plain HTTP on loopback: /metrics, /healthz, /readyz
//   database: {app: <libpq dsn>, owner: <libpq dsn>, pool: 8}
//   tls: {ca: ca.pem, cert: membership.pem, key: membership.key, reload_seconds: 10}
//   jwt: {jwks: jwks.json, issuer: xianfeng-local, audience: xianfeng}
//   policy: policy.yaml               # roles, permissions, services
//   keys: sealing-keys.json           # common/crypto/sealer.h
//   audit: {key: audit-key.pem, trust: audit-trust.pem, retention_days: 1095}   # common/crypto/signer.h
//   rules: services/membership/rules  # folder of rule files
//   peers: {membership: 127.0.0.1:7101, report: 127.0.0.1:7105}
//   follow: ["431123"]                # counties whose feeds this process follows
//   feed: {retention_days: 35, checkpoint_ms: 10000, slow_consumer_ms: 30000}
//   reflection: true                  # grpc.reflection; off in production
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace xf {

struct Config {
  std::string service;
  std::string listen = "127.0.0.1:0";
  std::string ops;
  std::string database_app;
  std::string database_owner;
  int pool = 8;
  // Waiting calls beyond the threads at work; more are refused with QUEUE_FULL.
  int queue = 1024;
  std::string tls_ca, tls_cert, tls_key;
  // How often the three files are looked at.
  int tls_reload_seconds = 10;
  std::string jwks, issuer, audience;
  std::string policy;
  std::string keys;
  // Private key that signs audit checkpoints, and the public keys that are trusted with those of others.
  std::string audit_key, audit_trust;
  // How long audit entries stay before they may be archived; never under 183 days.
  int audit_retention_days = 1095;
  std::string rules;
  std::map<std::string, std::string> peers;
  // Counties to follow; empty: every county that the sources have, asked of their feeds.
  std::vector<std::string> follow;
  // How long the change feed keeps changes that newer ones have replaced.
  int feed_retention_days = 35;
  // A stream of the feed gets a checkpoint this often, and is ended when it does not take a message for so long.
  int feed_checkpoint_ms = 10'000;
  int feed_slow_consumer_ms = 30'000;
  bool reflection = false;
};

// Reads a file; relative paths in it are relative to its folder. Error names every missing field.
absl::StatusOr<Config> LoadConfig(const std::string& path);

}  // namespace xf
