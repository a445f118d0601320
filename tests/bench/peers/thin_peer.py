"""The least that Python can do: its standard library's HTTP client and JSON parser, without a signature."""

import http.client
import json
import urllib.parse

import pages


def pages_of(url):
    """Follows NextPageToken on one connection."""
    address = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc)
    question = dict(pages.QUESTION)
    headers = {"Content-Type": "application/x-amz-json-1.1",
               "X-Amz-Target": "AWSInsightsIndexService.GetCostAndUsageWithResources"}
    while True:
        connection.request("POST", address.path, json.dumps(question), headers)
        page = json.loads(connection.getresponse().read())
        yield page
        if not page.get("NextPageToken"):
            return
        question["NextPageToken"] = page["NextPageToken"]


pages.main(pages_of)
