"""Homes whose files are spelt as the AWS CLI and boto3 allow, also where AWS's published parser cases are stricter.

    spellings.all_spellings(identity, directory, url)["quoted profile name"]
"""
import datetime

from homes import Builder, Unlike


class Spellings(Builder):
    def names(self):
        keys = self.identity.known("n quoted")
        blank = {"javascript": Unlike("", "a name with a blank is no profile there")}
        # What `aws configure --profile 'my prof'` writes.
        self.home("quoted profile name", keys, "[profile 'my prof']\nregion = eu-west-3\n",
                  "[my prof]\n" + self.static(keys), environment={"AWS_PROFILE": "my prof"}, others=blank)
        for name, profile in (("bracket in a name", "a]b"), ("umlaut in a name", "Büro")):
            keys = self.identity.known("n " + name)
            self.home(name, keys, f"[profile {profile}]\n" + self.static(keys), environment={"AWS_PROFILE": profile},
                      others={"javascript": Unlike("", "such a name is no profile there")})
        source = self.identity.known("n source")
        arn, keys = self.role("n role", [source.access_key])
        self.home("source profile with a blank", keys, asked=["AssumeRole"], others=blank,
                  config=f"[default]\nrole_arn = {arn}\nsource_profile = my prof\n",
                  credentials="[my prof]\n" + self.static(source))
        keys = self.identity.made("n sso")
        name, session = "sso session with a blank", "FOO BAR"
        self.home(name, keys, environment={"AWS_PROFILE": "main"}, asked=["GetRoleCredentials"],
                  config=self.SESSION.replace("corp", f"'{session}'", 1) +
                  f"[profile main]\nsso_session = {session}\n{self.SSO_ROLE}",
                  others={"javascript": Unlike("", "such a name is no session there")})
        role = ("111122223333", "Billing Reader")
        self.identity.sso[self.sso_token(name, session, datetime.timedelta(hours=1))] = {role: keys}

    def lines(self):
        keys = self.identity.known("l indented")
        indented = "".join(f"  {line}\n" for line in ("[default]\n" + self.static(keys)).splitlines())
        self.home("indented lines", keys, indented)
        keys = self.identity.known("l colons")
        self.home("colons", keys, "[default]\n" + self.static(keys).replace(" = ", ": "),
                  others={"javascript": Unlike("", "only '=' separates there")})
        keys = self.identity.known("l defaults")
        self.home("section DEFAULT", keys, "[DEFAULT]\n" + self.static(keys) + "[profile main]\noutput = json\n",
                  environment={"AWS_PROFILE": "main"}, others={"javascript": Unlike("", "it is any section there")})
        first, last = self.identity.known("l first"), self.identity.known("l last")
        self.home("the later of two defaults", last,
                  f"[profile default]\n{self.static(first)}[default]\n{self.static(last)}",
                  others={"javascript": Unlike(first.access_key, "[profile default] goes before [default] there")})

    def paths(self):
        keys = self.identity.known("p variable")
        self.home("a variable in a path", keys, environment={"AWS_CONFIG_FILE": "$HOME/elsewhere/config"})
        self.file("a variable in a path", "elsewhere/config", "[default]\n" + self.static(keys))
        self.homes["a variable in a path"].others = {"javascript": Unlike("", "variables in paths stay as they are")}
        keys = self.session_keys("p folder")
        root = self.home("a folder instead of a file", keys, environment={
            "AWS_ACCESS_KEY_ID": keys.access_key, "AWS_SECRET_ACCESS_KEY": keys.secret_key,
            "AWS_SESSION_TOKEN": keys.token})
        root.mkdir(parents=True, exist_ok=True)
        self.homes["a folder instead of a file"].environment["AWS_CONFIG_FILE"] = str(root)

    def halves(self):
        keys = self.identity.known("h profile")
        self.home("a secret without its key", keys, credentials="[default]\n" + self.static(keys),
                  environment={"AWS_SECRET_ACCESS_KEY": "of-nobody"})


def all_spellings(identity, directory, url):
    spellings = Spellings(identity, directory, url)
    for make in (spellings.names, spellings.lines, spellings.paths, spellings.halves):
        make()
    return spellings.homes
