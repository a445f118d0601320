"""Homes in which several ways to credentials stand side by side: which one wins.

AWS's SDKs do not all answer alike. The extension follows the AWS CLI (botocore) inside a profile; between the profile
and what the environment offers beside keys it follows the SDK for JavaScript, for C++ and for Rust. Wherever one of them
ends elsewhere, the home says where and why.

    contests.all_contests(identity, directory, url)["role and keys"]
"""
import datetime

from homes import Builder, Unlike

JAVASCRIPT_STATIC = "a profile's keys go before its other ways, but for roles"


class Contests(Builder):
    def profiles_and_environment(self):
        env, own = self.session_keys("e1 environment"), self.identity.known("e1 profile")
        variables = {"AWS_ACCESS_KEY_ID": env.access_key, "AWS_SECRET_ACCESS_KEY": env.secret_key,
                     "AWS_SESSION_TOKEN": env.token}
        config = "[profile main]\n" + self.static(own)
        self.home("environment over AWS_PROFILE", env, config, environment={**variables, "AWS_PROFILE": "main"}, others={
            "javascript": Unlike(own.access_key, "keys in the environment do not count beside AWS_PROFILE")})
        self.home("profile that is asked for over environment", own, config, environment=variables, profile="main")
        other = self.identity.known("e1 other profile")
        self.home("AWS_PROFILE over AWS_DEFAULT_PROFILE", own, config + "[profile other]\n" + self.static(other),
                  environment={"AWS_PROFILE": "main", "AWS_DEFAULT_PROFILE": "other"}, others={
                      "botocore": Unlike(other.access_key, "the AWS CLI asks for AWS_PROFILE first, botocore last")})

    def profiles_and_others(self):
        own, web = self.identity.known("o1 profile"), self.identity.made("o1 web identity")
        arn, keys = self.web_role("o1 web", web, "profile over web identity environment")
        self.home("profile over web identity environment", own, "[default]\n" + self.static(own), environment=keys,
                  others={"botocore": Unlike(web.access_key,
                                             "web identity of the environment goes before a profile's keys")})
        container = self.identity.made("o1 container")
        self.identity.containers["/contest"] = ("token", container)
        of_container = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": self.url + "/contest",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "token"}
        self.home("profile over container", own, "[default]\n" + self.static(own), environment=of_container)
        arn, keys = self.web_role("o2 web", web, "web identity over container")
        self.home("web identity over container", web, environment={**of_container, **keys},
                  asked=["AssumeRoleWithWebIdentity"])
        self.home("container over instance", container, environment={**of_container, **self.instance_environment()},
                  asked=["Container"])

    def web_role(self, name, keys, home):
        token = self.identity.secret(f"{name}: token", 80)
        arn, _ = self.role(name, [])
        self.identity.roles[arn] = self.identity.roles[arn]._replace(keys=keys, web_tokens=frozenset([token]))
        path = self.file(home, "token", token)
        return arn, {"AWS_WEB_IDENTITY_TOKEN_FILE": str(path), "AWS_ROLE_ARN": arn}

    def roles_and_keys(self):
        own, source = self.identity.known("r1 own"), self.identity.known("r1 source")
        arn, keys = self.role("r1 role", [source.access_key, own.access_key])
        main = {"AWS_PROFILE": "main"}
        self.home("role and keys", keys, environment=main, asked=["AssumeRole"],
                  config=f"[profile main]\nrole_arn = {arn}\nsource_profile = base\n{self.static(own)}"
                         f"[profile base]\n{self.static(source)}")
        self.home("profile as its own source", keys, environment=main, asked=["AssumeRole"],
                  config=f"[profile main]\nrole_arn = {arn}\nsource_profile = main\n{self.static(own)}")
        second, last = self.role("r2 role", [source.access_key])  # not for the session of the first role
        self.home("source profile with keys and role", last, environment=main, asked=["AssumeRole"],
                  config=f"[profile main]\nrole_arn = {second}\nsource_profile = base\n"
                         f"[profile base]\nrole_arn = {arn}\nsource_profile = main\n{self.static(source)}")

    def ways_of_one_profile(self):
        hour, sso = datetime.timedelta(hours=1), self.identity.made("w1 sso")
        own, main = self.identity.known("w1 keys"), {"AWS_PROFILE": "main"}
        unlike = {"javascript": Unlike(own.access_key, JAVASCRIPT_STATIC)}
        self.home("sso and keys", sso, environment=main, asked=["GetRoleCredentials"], others=unlike,
                  config=f"{self.SESSION}[profile main]\nsso_session = corp\n{self.SSO_ROLE}",
                  credentials="[main]\n" + self.static(own))
        role = ("111122223333", "Billing Reader")
        self.identity.sso[self.sso_token("sso and keys", "corp", hour)] = {role: sso}
        program = self.session_keys("w2 process")
        printed = self.file("process and keys in config", "printed.json", (
            f'{{"Version": 1, "AccessKeyId": "{program.access_key}", "SecretAccessKey": "{program.secret_key}", '
            f'"SessionToken": "{program.token}"}}'))
        process = f"[profile main]\ncredential_process = /bin/cat {printed}\n"
        self.home("process and keys in config", program, process + self.static(own), environment=main, others=unlike)
        self.home("process and keys in credentials", own, process, "[main]\n" + self.static(own), environment=main)
        web = self.identity.made("w3 web identity")
        arn, variables = self.web_role("w3 web", web, "web identity and keys")
        self.home("web identity and keys", web, environment=main, asked=["AssumeRoleWithWebIdentity"], others=unlike,
                  config=f"[profile main]\nrole_arn = {arn}\n{self.static(own)}"
                         f"web_identity_token_file = {variables['AWS_WEB_IDENTITY_TOKEN_FILE']}\n")

    def files(self):
        first, second = self.identity.known("f1 first"), self.identity.known("f1 second")
        self.home("credentials file over config file", first, "[default]\n" + self.static(second),
                  "[default]\n" + self.static(first))
        self.home("profile default over default", first,
                  f"[default]\n{self.static(second)}[profile default]\n{self.static(first)}")


def all_contests(identity, directory, url):
    contests = Contests(identity, directory, url)
    for make in (contests.profiles_and_environment, contests.profiles_and_others, contests.roles_and_keys,
                 contests.ways_of_one_profile, contests.files):
        make()
    return contests.homes
