# cmake -DPROGRAM=<program> -DARGUMENTS=<a;b> -DEXIT=<code> -DTEXT=<text> -P expect_run.cmake
# Runs a program and wants this exit code and this text in what it prints.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND "${PROGRAM}" ${ARGUMENTS} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE errors)
string(FIND "${output}" "${TEXT}" position)
if(NOT result EQUAL EXIT OR position EQUAL -1)
  message(FATAL_ERROR "exit code ${result}, wanted ${EXIT} and `${TEXT}` in:\n${output}\n${errors}")
endif()
