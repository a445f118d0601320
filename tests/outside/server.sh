# start_server: the sandbox's server at $url, and a folder $work of the script's own. Sourced by the tests in this folder, which
# set $build. The server ends when its standard input closes, and so with the script, whatever happens.
start_server() {
  work=$(mktemp -d)
  trap 'exec 3>&- 4<&-; wait; rm -rf "$work"' EXIT
  mkfifo "$work/input" "$work/output"
  "$build/awscost-sandbox" --port 0 --stop-on-eof --stop-after-seconds 600 <"$work/input" >"$work/output" &
  exec 3>"$work/input" 4<"$work/output"
  read -r started <&4
  url=${started#listening on }
}
