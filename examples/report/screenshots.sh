#!/bin/sh
# Pictures of the report as a browser shows it: on a light and on a dark screen, on a telephone, and on paper. For people
# to look at; needs Debian's packages chromium and poppler-utils, and no test runs it.
#
#   sh examples/report/screenshots.sh report.html pictures
set -eu
report=$(realpath "${1:?the report, such as report.html}")
folder=${2:?a folder for the pictures}
mkdir -p "$folder"
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

browser() {  # browser ARGUMENT...: without a network, and with what it has to say about the page
  HOME=$profile chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$profile" \
    --host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr "$@" "file://$report" 2>&1 |
    grep 'CONSOLE' || true
}

# Blink's PreferredColorScheme: 0 is dark, 1 is light.
browser --blink-settings=preferredColorScheme=1 --window-size=900,2050 --screenshot="$folder/light.png"
browser --blink-settings=preferredColorScheme=0 --window-size=900,2050 --screenshot="$folder/dark.png"
browser --blink-settings=preferredColorScheme=1 --window-size=500,2300 --screenshot="$folder/narrow.png"
browser --blink-settings=preferredColorScheme=0 --no-pdf-header-footer --print-to-pdf="$profile/print.pdf"
pdftoppm -r 60 -png "$profile/print.pdf" "$folder/print"
ls "$folder"
