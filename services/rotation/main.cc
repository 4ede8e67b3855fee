// The rotation service's process.
#include "common/rpc/app.h"
#include "services/rotation/definition.h"

int main(int argc, char** argv) { return xf::rpc::Main(argc, argv, xf::rotation::Definition()); }
