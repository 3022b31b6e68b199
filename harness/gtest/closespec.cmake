# closespec_add_tests(PROGRAM [TARGET target] [SUITES folder]): a CTest for each chapter, named
# closespec.CHAPTER, that runs all of its cases. PROGRAM is closespec as it is installed; TARGET a
# name or a file, as for "closespec run --target". Chapters are those at configuration.
function(closespec_add_tests program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TARGET;SUITES" "")
  set(words)
  if(arg_SUITES)
    set(words --suites ${arg_SUITES})
  endif()
  execute_process(COMMAND ${program} ${words} list OUTPUT_VARIABLE scenarios COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "(^|\n)[^/\n]+/" chapters "${scenarios}")
  list(TRANSFORM chapters REPLACE "[/\n]" "")
  list(REMOVE_DUPLICATES chapters)
  list(APPEND words run)
  if(arg_TARGET)
    list(APPEND words --target ${arg_TARGET})
  endif()
  foreach(chapter IN LISTS chapters)
    add_test(NAME closespec.${chapter}
             COMMAND ${program} ${words} --output closespec-results/${chapter} ${chapter}/)
  endforeach()
endfunction()
