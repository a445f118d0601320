"""Finds secrets in texts: whole or in part, as they are or as URLs, JSON and base64 write them.

    finder = leaks.Finder({"the role's secret key": "wJalr…"})
    finder.found("… %2BbPxRfi …")          ["the role's secret key"]
"""
import base64
import json
import urllib.parse

WINDOW = 8  # characters in a row that nobody writes by chance


def forms(secret):
    """The ways in which a secret is written. Of base64 what is the same wherever in a text the secret begins."""
    encoded = urllib.parse.quote(secret, safe="")
    yield from (secret, encoded, encoded.lower(), urllib.parse.quote_plus(secret), json.dumps(secret)[1:-1],
                secret.replace("/", "\\/"), secret.encode().hex())
    for shift in range(3):
        yield base64.b64encode(b"-" * shift + secret.encode()).decode()[4:-4]
        yield base64.urlsafe_b64encode(b"-" * shift + secret.encode()).decode()[4:-4]


class Finder:
    def __init__(self, secrets):
        self.windows = {}
        for name, secret in secrets.items():
            for form in forms(secret):
                for at in range(len(form) - WINDOW + 1):
                    self.windows[form[at:at + WINDOW]] = name

    def found(self, text):
        """Names of the secrets of which a part stands in the text, sorted."""
        return sorted({self.windows[text[at:at + WINDOW]] for at in range(len(text) - WINDOW + 1)
                       if text[at:at + WINDOW] in self.windows})
