# The layers of src/ and what each may include. tests/meta/layers reads every #include and holds
# it against this matrix. "huibao.h", the public header, is open to all.
set(HB_LAYERS base text xml vocabulary model fact anomaly privacy family stage page emit site cli)
set(HB_MAY_INCLUDE_base       "")
set(HB_MAY_INCLUDE_text       base)
set(HB_MAY_INCLUDE_xml        base)
set(HB_MAY_INCLUDE_vocabulary base text model)
set(HB_MAY_INCLUDE_model      base text)
set(HB_MAY_INCLUDE_fact       base text vocabulary model)
set(HB_MAY_INCLUDE_anomaly    base text vocabulary model)
set(HB_MAY_INCLUDE_privacy    base text vocabulary model)
set(HB_MAY_INCLUDE_family     base text vocabulary model)
set(HB_MAY_INCLUDE_stage      base text vocabulary model fact anomaly family)
set(HB_MAY_INCLUDE_page       base text xml)
set(HB_MAY_INCLUDE_emit       base text xml model page)
set(HB_MAY_INCLUDE_site       base text xml vocabulary model page emit)
set(HB_MAY_INCLUDE_cli        "")
# Which of them may use a library besides C's own; all others use none.
set(HB_MAY_USE_base yaml)
set(HB_MAY_USE_text iconv uchardet)
set(HB_MAY_USE_xml  libxml libxslt libexslt)
set(HB_MAY_USE_emit yaml)
set(HB_MAY_USE_cli  threads jansson libarchive zlib iconv)

# hb_layer(NAME file.c ...): the object library of the folder src/NAME.
function(hb_layer name)
  add_library(hb_${name} OBJECT ${ARGN})
  target_include_directories(hb_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_compile_definitions(hb_${name} PRIVATE
    _POSIX_C_SOURCE=200809L HB_VERSION="${PROJECT_VERSION}")
  target_compile_features(hb_${name} PRIVATE c_std_17)
  set_target_properties(hb_${name} PROPERTIES
    C_EXTENSIONS OFF C_VISIBILITY_PRESET hidden POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(hb_${name} PRIVATE hb_warnings hb_instruments hb_dependencies)
  add_dependencies(hb_${name} hb_assets)
endfunction()
