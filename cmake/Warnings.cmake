option(HB_WERROR "Treat warnings as errors" OFF)
option(HB_COVERAGE "Count which lines run" OFF)
option(HB_FUZZ "Build the fuzz targets as fuzzers (clang)" OFF)
set(HB_SANITIZE "" CACHE STRING "Sanitizers, separated by commas: address,undefined or thread")

add_library(hb_warnings INTERFACE)
target_compile_options(hb_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
  -Wcast-qual -Wwrite-strings -Wundef -Wformat=2 $<$<BOOL:${HB_WERROR}>:-Werror>
  # The same bytes wherever the checkout and the build lie.
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)

add_library(hb_instruments INTERFACE)
if(HB_SANITIZE)
  target_compile_options(hb_instruments INTERFACE
    -fsanitize=${HB_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(hb_instruments INTERFACE -fsanitize=${HB_SANITIZE})
endif()
if(HB_COVERAGE)
  target_compile_options(hb_instruments INTERFACE --coverage)
  target_link_options(hb_instruments INTERFACE --coverage)
endif()
if(HB_FUZZ)
  target_compile_options(hb_instruments INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(hb_instruments INTERFACE -fsanitize=fuzzer-no-link)
endif()
