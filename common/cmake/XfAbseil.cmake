# Debian 12 builds Abseil for C++14, where absl::string_view is a class of its own that std::string_view neither becomes
# nor comes from. This makes copies of three headers with the missing conversions and puts them first in the include path.
# All that is added is inline and no layout changes, so the library's symbols stay valid. Where Abseil was built with
# the two types as one, nothing is done.
find_path(XF_ABSL_INCLUDE absl/base/options.h REQUIRED)
file(STRINGS ${XF_ABSL_INCLUDE}/absl/base/options.h own_type REGEX "define ABSL_OPTION_USE_STD_STRING_VIEW 0")

# Copies a header with `text` put before the one occurrence of `anchor`.
function(xf_extend_abseil header anchor text)
  file(READ ${XF_ABSL_INCLUDE}/${header} content)
  string(FIND "${content}" "${anchor}" found)
  if(found EQUAL -1)
    message(FATAL_ERROR "${header} is not as expected: no '${anchor}'; see common/cmake/XfAbseil.cmake")
  endif()
  string(REPLACE "${anchor}" "${text}${anchor}" content "${content}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/abseil/${header} CONTENT "#include <string_view>\n${content}" @ONLY)
endfunction()

if(own_type)
  xf_extend_abseil(absl/strings/string_view.h "  // Null `string_view` constructor\n" "\
  constexpr string_view(std::string_view view) noexcept : ptr_(view.data()), length_(view.size()) {}
  constexpr operator std::string_view() const noexcept { return {ptr_, length_}; }

")
  xf_extend_abseil(absl/strings/str_cat.h "  AlphaNum(absl::string_view pc)" "\
  AlphaNum(std::string_view text) : piece_(text) {}
")
  xf_extend_abseil(absl/strings/internal/str_split_internal.h "  ConvertibleToStringView(absl::string_view s) " "\
  ConvertibleToStringView(std::string_view s) : value_(s) {}
")
  include_directories(BEFORE SYSTEM ${CMAKE_BINARY_DIR}/abseil)
endif()
