#include "services/volunteer/definition.h"

int main(int argc, char** argv) { return xf::rpc::Main(argc, argv, xf::volunteer::Definition()); }
