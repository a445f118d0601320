"""The peer that most people write: boto3, whose client for Cost Explorer has no paginator for this operation."""

import boto3

import pages


def pages_of(url):
    """Follows NextPageToken."""
    client = boto3.client("ce", endpoint_url=url, region_name="us-east-1", aws_access_key_id="AKIDEXAMPLE",
                          aws_secret_access_key="secret")
    question = dict(pages.QUESTION)
    while True:
        page = client.get_cost_and_usage_with_resources(**question)
        yield page
        if not page.get("NextPageToken"):
            return
        question["NextPageToken"] = page["NextPageToken"]


pages.main(pages_of)
