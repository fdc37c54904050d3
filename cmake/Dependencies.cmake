# What the library is made of. This file is installed too: whoever links the static library needs
# the same packages.
find_package(PkgConfig REQUIRED)
find_package(Iconv REQUIRED)
pkg_check_modules(HB_XML REQUIRED IMPORTED_TARGET libxml-2.0>=2.9.14)
pkg_check_modules(HB_XSLT REQUIRED IMPORTED_TARGET libxslt>=1.1.35 libexslt)
pkg_check_modules(HB_YAML REQUIRED IMPORTED_TARGET yaml-0.1>=0.2.5)
pkg_check_modules(HB_UCHARDET REQUIRED IMPORTED_TARGET uchardet)
