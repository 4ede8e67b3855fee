# xf_proto(<name> FILES … [DEPS …] [GRPC] [ROOT dir]): library xf_proto_<name> of generated code, C++ and, with GRPC, stubs.
set(XF_GOOGLE_PROTO ${CMAKE_SOURCE_DIR}/proto/node_modules/google-proto-files)
if(NOT EXISTS ${XF_GOOGLE_PROTO})
  message(STATUS "Installing the proto packages of proto/package-lock.json")
  execute_process(COMMAND npm ci --ignore-scripts --no-audit --no-fund WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/proto
                  COMMAND_ERROR_IS_FATAL ANY)
endif()
set(XF_PROTO_OUT ${CMAKE_BINARY_DIR}/gen)
set(XF_PROTO_ROOTS ${CMAKE_SOURCE_DIR}/proto ${XF_GOOGLE_PROTO}
    ${CMAKE_SOURCE_DIR}/proto/node_modules/grpc-health-check/proto)
file(MAKE_DIRECTORY ${XF_PROTO_OUT})

function(xf_proto name)
  cmake_parse_arguments(ARG "GRPC" "ROOT" "FILES;DEPS" ${ARGN})
  set(includes)
  foreach(root ${XF_PROTO_ROOTS})
    list(APPEND includes -I${root})
  endforeach()
  set(sources)
  foreach(file ${ARG_FILES})
    string(REGEX REPLACE "\\.proto$" "" stem ${file})
    # The headers too: what includes them is to be compiled anew in the build that makes them anew.
    set(outputs ${XF_PROTO_OUT}/${stem}.pb.cc ${XF_PROTO_OUT}/${stem}.pb.h)
    set(flags --cpp_out=${XF_PROTO_OUT})
    if(ARG_GRPC)
      list(APPEND outputs ${XF_PROTO_OUT}/${stem}.grpc.pb.cc ${XF_PROTO_OUT}/${stem}.grpc.pb.h)
      list(APPEND flags --grpc_out=${XF_PROTO_OUT} --plugin=protoc-gen-grpc=$<TARGET_FILE:gRPC::grpc_cpp_plugin>)
    endif()
    add_custom_command(
      OUTPUT ${outputs}
      COMMAND protobuf::protoc ${includes} ${flags} ${file}
      DEPENDS ${ARG_ROOT}/${file}
      COMMENT "protoc ${file}"
      VERBATIM)
    list(APPEND sources ${outputs})
  endforeach()
  add_library(xf_proto_${name} STATIC ${sources})
  target_include_directories(xf_proto_${name} SYSTEM PUBLIC ${XF_PROTO_OUT})
  target_link_libraries(xf_proto_${name} PUBLIC protobuf::libprotobuf ${ARG_DEPS})
  # Generated files are mostly protobuf's and gRPC's headers: several are compiled as one; not all, so that two cores
  # share. Each gets its own of the two static names that protoc gives to all.
  set(own_names "#define XF_JOIN_NOW(a, b) a##b\n#define XF_JOIN(a, b) XF_JOIN_NOW(a, b)\n")
  foreach(static schemas file_default_instances)
    string(APPEND own_names "#undef ${static}\n#define ${static} XF_JOIN(${static}_, XF_UNITY_FILE)\n")
  endforeach()
  set_target_properties(xf_proto_${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8
                        UNITY_BUILD_UNIQUE_ID XF_UNITY_FILE UNITY_BUILD_CODE_BEFORE_INCLUDE "${own_names}")
  if(XF_SANITIZE)
    # Generated code is not what the sanitizers are for, and it is half of the build.
    target_compile_options(xf_proto_${name} PRIVATE -fno-sanitize=all -g0 -O0)
  endif()
  if(ARG_GRPC)
    target_link_libraries(xf_proto_${name} PUBLIC gRPC::grpc++)
  endif()
endfunction()
