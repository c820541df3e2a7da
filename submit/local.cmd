@echo off
rem Runs the job's jar on a local master by Spark's own launcher: local.sh for Windows.
setlocal EnableExtensions DisableDelayedExpansion

if [%1]==[] (
  call :usage
  exit /b 2
)
if "%~1"=="-h" goto usage
if "%~1"=="--help" goto usage

for %%d in ("%~dp0..") do set "root=%%~fd"

set "jar="
for /f "delims=" %%j in ('dir /b "%root%\target\shopsphere-warehouse-*.jar" 2^>nul') do set "jar=%root%\target\%%j"
if not defined jar (
  >&2 echo Cannot find the job's jar below "%root%\target": run 'mvn -DskipTests package' first.
  exit /b 2
)

if not defined SPARK_HOME set "SPARK_HOME=%root%\target\spark-home"
if not exist "%SPARK_HOME%\jars\" (
  >&2 echo Cannot use SPARK_HOME="%SPARK_HOME%": it holds no directory jars.
  exit /b 2
)

rem The path goes by the environment, since a quotation mark within an option would end it for cmd.
set "LOG4J_CONFIGURATION_FILE=%root%\conf\log4j2.properties"
set "java_options="
for /f "usebackq eol=# delims=" %%o in ("%~dp0java-options.txt") do call set "java_options=%%java_options%% %%o"

set config=--config "%root%\conf\local.conf"
:look
if [%1]==[] goto looked
if "%~1"=="--config" set "config="
if "%~1"=="-h" set "config="
if "%~1"=="--help" set "config="
if "%~1"=="-V" set "config="
if "%~1"=="--version" set "config="
shift /1
goto look
:looked

if not defined SPARK_LOCAL_IP set "SPARK_LOCAL_IP=127.0.0.1"
if not defined SUBMIT_MASTER set "SUBMIT_MASTER=local[*]"
if not defined SUBMIT_MEMORY set "SUBMIT_MEMORY=2g"
rem Only the builds of Spark itself have directories by which the launcher would find this out.
if not defined SPARK_SCALA_VERSION set "SPARK_SCALA_VERSION=2.13"
rem Where this is set, the launcher writes for a shell.
set "SHELL="
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

rem The launcher writes the java command; as in Spark's own scripts it goes through a file.
set "command_file=%TEMP%\shopsphere-warehouse-%RANDOM%%RANDOM%.txt"
"%java%" -Xmx128m -cp "%SPARK_HOME%\jars\*" org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit ^
  --master "%SUBMIT_MASTER%" ^
  --driver-memory "%SUBMIT_MEMORY%" ^
  --driver-java-options "%java_options%" ^
  --conf spark.ui.enabled=false ^
  --class com.shopsphere.warehouse.WarehouseJob ^
  %SUBMIT_SPARK_OPTIONS% ^
  "%jar%" %* %config% > "%command_file%"
set "status=%ERRORLEVEL%"
set "command="
for /f "usebackq delims=" %%c in ("%command_file%") do set "command=%%c"
del "%command_file%"
if not defined command exit /b %status%
%command%
exit /b %ERRORLEVEL%

:usage
echo Usage: submit\local.cmd COMMAND [OPTIONS]
echo.
echo   submit\local.cmd plan                         print what a run would do
echo   submit\local.cmd run                          read, merge, verify and publish
echo   submit\local.cmd clean                        list what killed runs have left
echo   submit\local.cmd run --config FILE --set KEY=VALUE
echo.
echo Without --config, conf\local.conf is used. COMMAND and OPTIONS are the job's own: 'submit\local.cmd run --help'.
echo The password of the source comes from the environment: WAREHOUSE_SOURCE_PASSWORD.
echo.
echo Environment:
echo   SPARK_HOME              a Spark 3.5, for Scala 2.13 or 2.12; else one is put together from Maven artifacts
echo   SUBMIT_MASTER           Spark master (default local[*])
echo   SUBMIT_MEMORY           heap of the one process that does the work (default 2g)
echo   SUBMIT_SPARK_OPTIONS    further options for spark-submit, separated by blanks
exit /b 0
