"""Whose keys would botocore sign with? Answers one JSON line for each that it reads.

Each is answered by a process of its own, which imports botocore for itself: it looks at HOME when it is imported. It
learned AWS_ENDPOINT_URL_STS and its kin in version 1.31; Debian 12 has 1.29, which is told here.

    {"environment": {"HOME": …}, "profile": ""}  ->  {"accessKeyId": …} or {"error": …}, and "version"
    `profile`: as if given in code; empty: not given
"""
import json
import os
import sys

import dateutil.tz  # noqa: F401 - what takes long to import, and looks at nothing
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
    except Exception as error:  # whatever botocore raises is its answer
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
