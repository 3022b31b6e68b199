# Writes OUTPUT, a source with the files of page/: HEAD, BODY, and the lists STYLES and SCRIPTS joined
# with '|'.
function(literal name)
  set(text "std::string_view ${name}() {\n  return")
  foreach(file ${ARGN})
    file(READ "${file}" content)
    # A literal alone may not be as long as they all are.
    string(APPEND text " R\"page(${content})page\"\n")
  endforeach()
  set(definition "${text};\n}\n" PARENT_SCOPE)
endfunction()

string(REPLACE "|" ";" styles "${STYLES}")
string(REPLACE "|" ";" scripts "${SCRIPTS}")
set(source "#include \"reports/html/page.h\"\n\nnamespace closespec {\n")
literal(PageHead ${HEAD})
string(APPEND source "${definition}")
literal(PageStyle ${styles})
string(APPEND source "${definition}")
literal(PageBody ${BODY})
string(APPEND source "${definition}")
literal(PageScript ${scripts})
string(APPEND source "${definition}}  // namespace closespec\n")
file(WRITE "${OUTPUT}" "${source}")
