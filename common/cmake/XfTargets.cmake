# xf_library(name [DEPS …] [SQL ns]), xf_service(name [PARTS …] [TEST_PEERS …]), xf_part(service part [DEPS …] [LINKS …]
# [TEST_DEPS …]): targets from folders, tests from *_test.cc beside the code.

# Header "<folder>/queries.h" from the folder's .sql files, in namespace xf::<namespace>; target xf_sql_<name>.
function(xf_sql name namespace folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.sql)
  set(header ${CMAKE_BINARY_DIR}/gen/${folder}/queries.h)
  add_custom_command(
    OUTPUT ${header}
    COMMAND ${CMAKE_COMMAND} -DNAME=${namespace} -DCOMPONENT=${name} -DDIR=${CMAKE_SOURCE_DIR}/${folder} -DOUT=${header}
            -P ${CMAKE_SOURCE_DIR}/common/cmake/XfSql.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/common/cmake/XfSql.cmake
    COMMENT "SQL of ${folder}"
    VERBATIM)
  add_custom_target(xf_sql_${name} DEPENDS ${header})
endfunction()

# Gives a test or benchmark what stands in the test_sql/ of its folder, if it has one: new_epoch.sql is test_sql::kNewEpoch.
function(xf_test_sql target folder)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/test_sql/*.sql)
  if(NOT files)
    return()
  endif()
  string(REPLACE "/" "_" name test_${folder})
  if(NOT TARGET xf_sql_${name})
    xf_sql(${name} test_sql ${folder}/test_sql)
  endif()
  add_dependencies(${target} xf_sql_${name})
endfunction()

# Test binary xf_<name>_test of *_test.cc, as one ctest entry, with the statements of the folder SQL. Tests are run for what
# the code under test does, once: optimizing their own costs more than it gives, but for those that compute much by
# themselves (OPTIMIZED).
function(xf_tests name target)
  cmake_parse_arguments(ARG "OPTIMIZED" "SQL" "SOURCES;DEPS;LABELS" ${ARGN})
  if(NOT ARG_SOURCES)
    return()
  endif()
  add_executable(xf_${name}_test ${ARG_SOURCES})
  if(NOT ARG_OPTIMIZED)
    target_compile_options(xf_${name}_test PRIVATE -O0)
  endif()
  target_link_libraries(xf_${name}_test PRIVATE ${target} ${ARG_DEPS} GTest::gmock GTest::gtest_main xf_warnings)
  if(ARG_SQL)
    xf_test_sql(xf_${name}_test ${ARG_SQL})
  endif()
  add_test(NAME ${name} COMMAND xf_${name}_test)
  set_tests_properties(${name} PROPERTIES TIMEOUT 600 LABELS "${ARG_LABELS}"
                       ENVIRONMENT "XF_SOURCE_DIR=${CMAKE_SOURCE_DIR};XF_BIN_DIR=${CMAKE_BINARY_DIR}/bin;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/common/testing/lsan.supp")
endfunction()

function(xf_library name)
  cmake_parse_arguments(ARG "SQL" "" "DEPS;SOURCES;TEST_DEPS;TEST_SOURCES" ${ARGN})
  set(folder common/${name})
  if(NOT ARG_SOURCES)
    file(GLOB ARG_SOURCES CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc)
    set(ARG_TEST_SOURCES ${ARG_SOURCES})
    list(FILTER ARG_SOURCES EXCLUDE REGEX "_test\\.cc$")
    list(FILTER ARG_TEST_SOURCES INCLUDE REGEX "_test\\.cc$")
  endif()
  if(ARG_SOURCES)
    add_library(xf_${name} STATIC ${ARG_SOURCES})
    target_include_directories(xf_${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/gen)
    target_link_libraries(xf_${name} PUBLIC ${ARG_DEPS} PRIVATE xf_warnings)
    if(ARG_SQL)
      xf_sql(${name} ${name}::sql ${folder}/sql)
      add_dependencies(xf_${name} xf_sql_${name})
    endif()
    xf_tests(${name} xf_${name} SOURCES ${ARG_TEST_SOURCES} DEPS ${ARG_TEST_DEPS} SQL ${folder} LABELS unit)
  endif()
endfunction()

# A part of a service that is a library of its own, without gRPC and database: library xf_<part>, unit tests <part>; from
# services/<service>/<part>. LINKS are libraries that its headers don't show.
function(xf_part service part)
  cmake_parse_arguments(ARG "" "" "DEPS;LINKS;TEST_DEPS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/services/${service}/${part}/*.cc)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "(_test|/testing/[^/]*)\\.cc$")
  list(FILTER tests INCLUDE REGEX "(_test|/testing/[^/]*)\\.cc$")
  add_library(xf_${part} STATIC ${sources})
  target_include_directories(xf_${part} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/gen)
  target_link_libraries(xf_${part} PUBLIC ${ARG_DEPS} PRIVATE ${ARG_LINKS} xf_warnings)
  xf_tests(${part} xf_${part} OPTIMIZED SOURCES ${tests} DEPS ${ARG_TEST_DEPS} LABELS unit)
endfunction()

# What every service and its tests precompile, before headers of their own.
set(XF_PCH_HEADERS <functional> <map> <optional> <string> <vector> <google/protobuf/message.h>
    <absl/status/statusor.h> <absl/strings/str_cat.h> <absl/time/time.h>)

# Precompiles headers for a test binary, with those that all tests of services use. Three files of eight tests each cost
# less without.
function(xf_precompile_for_tests target)
  get_target_property(sources ${target} SOURCES)
  list(LENGTH sources files)
  if(NOT CMAKE_UNITY_BUILD OR files GREATER 24)
    target_precompile_headers(${target} PRIVATE ${ARGN} <gmock/gmock.h> <gtest/gtest.h>
                              ${CMAKE_SOURCE_DIR}/common/testing/suite.h)
  endif()
endfunction()

# A service: library xf_svc_<name>, binary xf-<name>, tests; from services/<name> without its PARTS, which it links.
function(xf_service name)
  cmake_parse_arguments(ARG "" "" "TEST_PEERS;PARTS" ${ARGN})
  set(folder services/${name})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cc)
  list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
  set(parts ${ARG_PARTS})
  foreach(part ${parts})
    list(FILTER sources EXCLUDE REGEX "/${folder}/${part}/")
  endforeach()
  list(TRANSFORM parts PREPEND xf_)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  if(NOT sources)
    return()
  endif()
  xf_sql(svc_${name} ${name}::sql ${folder}/sql)
  add_library(xf_svc_${name} STATIC ${sources})
  target_include_directories(xf_svc_${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/gen)
  target_link_libraries(xf_svc_${name} PUBLIC xf_app xf_protos yaml-cpp ${parts} PRIVATE xf_warnings)
  add_dependencies(xf_svc_${name} xf_sql_svc_${name})
  # A handler's own lines are a tenth of what it includes: its service's contracts, parsed once here; for tests with the
  # stubs that they call.
  set(precompiled ${XF_PCH_HEADERS} ${CMAKE_SOURCE_DIR}/${folder}/service.h)
  set(stubs)
  file(GLOB contracts RELATIVE ${CMAKE_SOURCE_DIR}/proto CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/proto/xianfeng/${name}/v1/*.proto)
  foreach(contract ${contracts})
    file(STRINGS ${CMAKE_SOURCE_DIR}/proto/${contract} declared REGEX "^service " LIMIT_COUNT 1)
    if(declared)
      string(REGEX REPLACE "\\.proto$" ".grpc.pb.h" contract ${contract})
      list(APPEND stubs ${XF_PROTO_OUT}/${contract})
    endif()
  endforeach()
  target_precompile_headers(xf_svc_${name} PRIVATE ${precompiled})
  # Fewer at once than elsewhere: an edit of one compiles them all.
  set_target_properties(xf_svc_${name} PROPERTIES UNITY_BUILD_BATCH_SIZE 5)
  add_executable(xf-${name} ${CMAKE_SOURCE_DIR}/${folder}/main.cc)
  target_link_libraries(xf-${name} PRIVATE xf_svc_${name} xf_warnings)
  if(NOT XF_SANITIZE)
    # A call allocates here and frees in another thread, in gRPC as in libpq: glibc's malloc took a tenth of a server's time.
    target_link_libraries(xf-${name} PRIVATE PkgConfig::JEMALLOC)
  endif()
  xf_tests(${name} xf_svc_${name} SOURCES ${tests} DEPS xf_testing SQL ${folder} LABELS handlers)
  if(TARGET xf_${name}_test)
    # Nor is it watched: half of a sanitizer's build would be the tests' own code.
    target_compile_options(xf_${name}_test PRIVATE -fno-sanitize=all)
    xf_precompile_for_tests(xf_${name}_test ${precompiled} ${stubs})
    set_property(TEST ${name} APPEND PROPERTY ENVIRONMENT XF_EVERY_QUERY=1)
  endif()
  if(TARGET xf_${name}_test)
    foreach(peer ${ARG_TEST_PEERS})
      add_dependencies(xf_${name}_test xf-${peer})
    endforeach()
  endif()
endfunction()
