# cmake --install: command, library (shared and static), header, pkg-config and CMake package
# files, what is also built in (schemas, templates, vocabularies), manual.
include(CMakePackageConfigHelpers)

install(TARGETS huibao RUNTIME)
install(TARGETS huibao_shared huibao_static hb_dependencies EXPORT huibao-targets)
install(FILES ${PROJECT_SOURCE_DIR}/src/huibao.h TYPE INCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/schemas ${PROJECT_SOURCE_DIR}/templates
  DESTINATION ${CMAKE_INSTALL_DATADIR}/huibao)
install(FILES ${PROJECT_SOURCE_DIR}/docs/man/huibao.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES README.md README.zh-CN.md CHANGELOG.md LICENSE TYPE DOC)

set(HB_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/huibao)
install(EXPORT huibao-targets NAMESPACE huibao:: DESTINATION ${HB_PACKAGE_DIR})
configure_package_config_file(cmake/huibao-config.cmake.in huibao-config.cmake
  INSTALL_DESTINATION ${HB_PACKAGE_DIR})
write_basic_package_version_file(huibao-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES cmake/Dependencies.cmake ${PROJECT_BINARY_DIR}/huibao-config.cmake
  ${PROJECT_BINARY_DIR}/huibao-config-version.cmake DESTINATION ${HB_PACKAGE_DIR})

if(NOT Iconv_IS_BUILT_IN)
  set(HB_PC_ICONV -liconv)
endif()
# The prefix is told from where the file lies, so that an installed tree may be moved.
file(RELATIVE_PATH HB_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
string(REGEX REPLACE "/$" "" HB_PC_PREFIX "${HB_PC_PREFIX}")
configure_file(cmake/huibao.pc.in huibao.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/huibao.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
