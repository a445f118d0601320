"""Tells which keys botocore would sign with. Answers each JSON line on standard input with one.

Each line gets a process of its own, because botocore reads HOME when it is imported. Version 1.31 added
AWS_ENDPOINT_URL_STS and similar variables; Debian 12 has 1.29, so this script passes them on.

    {"environment": {"HOME": "..."}, "profile": ""}  ->  {"accessKeyId": "..."} or {"error": "..."}, and "version"
    `profile`: as if given in code; empty: not given
"""
import json
import os
import sys

import dateutil.tz  # noqa: F401 - slow to import, and independent of HOME
import jmespath  # noqa: F401
import urllib3  # noqa: F401


def who_signs(profile):
    import botocore.session

    class Session(botocore.session.Session):
        def create_client(self, service_name, *args, **options):
            url = os.environ.get("AWS_ENDPOINT_URL_" + service_name.upper().replace("-", "_"))
            return super().create_client(service_name, *args, **{"endpoint_url": url, **options})

    answer = {"version": botocore.__version__}
    try:
        credentials = Session(profile=profile or None).get_credentials()
        access_key = credentials.get_frozen_credentials().access_key if credentials else ""
        return answer | {"accessKeyId": access_key}
    except Exception as error:  # any exception of botocore is its answer
        return answer | {"error": f"{type(error).__name__}: {error}"}


for line in sys.stdin:
    question = json.loads(line)
    process = os.fork()
    if process == 0:
        os.environ.clear()
        os.environ.update(question["environment"])
        print(json.dumps(who_signs(question["profile"])), flush=True)
        os._exit(0)
    os.waitpid(process, 0)
