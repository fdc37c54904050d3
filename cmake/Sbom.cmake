# A bill of materials in SPDX 2.3 beside the program: what it is made of, in which versions, as the
# build found them.
set(HB_SBOM ${PROJECT_BINARY_DIR}/huibao.spdx.json)

# The same for the same things: no date but the one the build is given.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
  set(seconds $ENV{SOURCE_DATE_EPOCH})
else()
  set(seconds 0)
endif()
set(ENV{SOURCE_DATE_EPOCH} ${seconds})
string(TIMESTAMP created "%Y-%m-%dT%H:%M:%SZ" UTC)

set(packages "")
set(relations "")
foreach(name libxml-2.0 libxslt libexslt yaml-0.1 uchardet jansson libarchive zlib)
  execute_process(COMMAND ${PKG_CONFIG_EXECUTABLE} --modversion ${name}
    OUTPUT_VARIABLE version OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE status ERROR_QUIET)
  if(status EQUAL 0)
    string(APPEND packages ",
    {\"name\": \"${name}\", \"SPDXID\": \"SPDXRef-${name}\", \"versionInfo\": \"${version}\",
     \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false}")
    string(APPEND relations ",
    {\"spdxElementId\": \"SPDXRef-huibao\", \"relationshipType\": \"DEPENDS_ON\",
     \"relatedSpdxElement\": \"SPDXRef-${name}\"}")
  endif()
endforeach()

file(GENERATE OUTPUT ${HB_SBOM} CONTENT "{
  \"spdxVersion\": \"SPDX-2.3\", \"dataLicense\": \"CC0-1.0\", \"SPDXID\": \"SPDXRef-DOCUMENT\",
  \"name\": \"huibao-${PROJECT_VERSION}\",
  \"documentNamespace\": \"urn:huibao:sbom:${PROJECT_VERSION}\",
  \"creationInfo\": {\"created\": \"${created}\", \"creators\": [\"Tool: CMake-${CMAKE_VERSION}\"]},
  \"packages\": [
    {\"name\": \"huibao\", \"SPDXID\": \"SPDXRef-huibao\", \"versionInfo\": \"${PROJECT_VERSION}\",
     \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false}${packages}
  ],
  \"relationships\": [
    {\"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\",
     \"relatedSpdxElement\": \"SPDXRef-huibao\"}${relations}
  ]
}
")
install(FILES ${HB_SBOM} DESTINATION ${CMAKE_INSTALL_DATADIR}/huibao)
