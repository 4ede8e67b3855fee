# Compiler, linker and sanitizers: ccache and mold when present, warnings as errors, one sanitizer set a build tree.
set(XF_SANITIZE "" CACHE STRING "Comma-separated sanitizers, e.g. address,undefined or thread")

find_program(XF_CCACHE ccache)
if(XF_CCACHE)
  # What ccache must forgive to cache files that use precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${XF_CCACHE})
  add_compile_options(-fpch-preprocess)
endif()
find_program(XF_MOLD mold)
if(XF_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
add_compile_definitions(_GLIBCXX_ASSERTIONS)
if(XF_SANITIZE)
  set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")
  add_compile_options(-fsanitize=${XF_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${XF_SANITIZE})
endif()

add_library(xf_warnings INTERFACE)
target_compile_options(xf_warnings INTERFACE -Wall -Wextra -Werror -Wno-missing-field-initializers)
if(XF_SANITIZE)
  # gcc 12 sees uninitialized values in std::function and std::regex that only the sanitizers' own code makes look so.
  target_compile_options(xf_warnings INTERFACE -Wno-maybe-uninitialized)
endif()
