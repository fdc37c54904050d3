# Schemas, templates and vocabularies are installed as files and built into the program as its
# default. CONFIGURE_DEPENDS: a new vocabulary needs no change here.
file(GLOB_RECURSE HB_ASSETS CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/schemas/* ${PROJECT_SOURCE_DIR}/templates/*)
list(SORT HB_ASSETS COMPARE STRING)

add_executable(hb_embed ${PROJECT_SOURCE_DIR}/cmake/embed.c)
target_compile_features(hb_embed PRIVATE c_std_17)
target_link_libraries(hb_embed PRIVATE hb_warnings)
set(HB_ASSETS_C ${PROJECT_BINARY_DIR}/assets.c)
add_custom_command(OUTPUT ${HB_ASSETS_C}
  COMMAND hb_embed ${HB_ASSETS_C} ${PROJECT_SOURCE_DIR} ${HB_ASSETS}
  DEPENDS hb_embed ${HB_ASSETS} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
  COMMENT "Building schemas, templates and vocabularies in" VERBATIM)
# The command belongs to this folder; src/base/ depends on it through this target.
add_custom_target(hb_assets DEPENDS ${HB_ASSETS_C})
