// xf-membership: who the members are and where they are registered.
#include "common/rpc/app.h"
#include "services/membership/definition.h"

int main(int argc, char** argv) { return xf::rpc::Main(argc, argv, xf::membership::Definition()); }
