# closespec_add_tests(PROGRAM [CASES] [TARGET target] [SUITES folder] [TIMEOUT seconds]): a CTest for
# each chapter, named closespec.CHAPTER, that runs all of its cases; with CASES one for each case,
# named closespec.CASE, which are told by the closespec_gtest beside PROGRAM. PROGRAM is closespec as
# it is installed; TARGET a name or a file, as for "closespec run --target". Chapters and cases are
# those at configuration. Where nothing could be run a test is skipped.
function(closespec_add_tests program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CASES" "TARGET;SUITES;TIMEOUT" "")
  set(words)
  if(arg_SUITES)
    set(words --suites ${arg_SUITES})
  endif()
  set(selectors)
  if(arg_CASES)
    cmake_path(GET program PARENT_PATH folder)
    execute_process(COMMAND ${folder}/closespec_gtest ${words} --gtest_list_tests
                    OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^\n]+" lines "${listed}")
    foreach(line IN LISTS lines)
      if(line MATCHES "^  (.+)$")
        list(APPEND selectors "${scenario}[${CMAKE_MATCH_1}]")
      else()
        string(REGEX REPLACE "\\.$" "" scenario "${line}")
      endif()
    endforeach()
    set(processors 1)
    set(timeout 120)
  else()
    execute_process(COMMAND ${program} ${words} list
                    OUTPUT_VARIABLE scenarios COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "(^|\n)[^/\n]+/" selectors "${scenarios}")
    list(TRANSFORM selectors STRIP)
    list(REMOVE_DUPLICATES selectors)
    # A run keeps all cores busy by itself.
    cmake_host_system_information(RESULT processors QUERY NUMBER_OF_LOGICAL_CORES)
    set(timeout 1800)
  endif()
  if(arg_TIMEOUT)
    set(timeout ${arg_TIMEOUT})
  endif()
  list(APPEND words run)
  if(arg_TARGET)
    list(APPEND words --target ${arg_TARGET})
  endif()
  foreach(selector IN LISTS selectors)
    string(REGEX REPLACE "/$" "" name "${selector}")
    add_test(NAME "closespec.${name}"
             COMMAND ${program} ${words} --output "closespec-results/${name}" "${selector}")
    set_tests_properties("closespec.${name}" PROPERTIES
      PROCESSORS ${processors} TIMEOUT ${timeout} SKIP_RETURN_CODE 4
      SKIP_REGULAR_EXPRESSION "exit 0: none of the cases could be run")
  endforeach()
endfunction()
