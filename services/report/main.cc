#include "services/report/definition.h"

int main(int argc, char** argv) { return xf::rpc::Main(argc, argv, xf::report::Definition()); }
