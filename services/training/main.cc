// The training service's process.
#include "services/training/definition.h"

int main(int argc, char** argv) { return xf::rpc::Main(argc, argv, xf::training::Definition()); }
