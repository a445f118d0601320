#!/bin/sh
# The AWS CLI in a loop over NextPageToken, jq to take the rows out, awk to add them up; prints "groups|sum".
#
#   sh awscli_peer.sh URL
set -eu
url=$1
export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_DEFAULT_REGION=us-east-1
page=$(mktemp)
trap 'rm -f "$page"' EXIT

pages() {
  token=
  while :; do
    aws ce get-cost-and-usage-with-resources --endpoint-url "$url" --time-period Start=2026-11-08,End=2026-11-22 \
      --granularity DAILY --metrics UnblendedCost AmortizedCost UsageQuantity --group-by Type=DIMENSION,Key=RESOURCE_ID \
      --filter '{"Dimensions":{"Key":"SERVICE","Values":["Amazon Elastic Compute Cloud - Compute"]}}' \
      ${token:+--next-page-token "$token"} >"$page"
    jq -r '.ResultsByTime[].Groups[] | [.Keys[0], .Metrics.UnblendedCost.Amount] | @tsv' "$page"
    token=$(jq -r '.NextPageToken // empty' "$page")
    [ -n "$token" ] || return 0
  done
}

pages | awk -F '\t' '{ sums[$1] += $2 } END { for (key in sums) { ++count; total += sums[key] } printf "%d|%.10f\n", count, total }'
