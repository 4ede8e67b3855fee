// Nothing but a place for the precompiled headers of services and their tests to be built at (common/CMakeLists.txt).
