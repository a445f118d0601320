"""AWS's own service models (../shared/aws-models), read with Debian's botocore: operations, shapes, members.

The models define requests and answers independently of this project. AWSCOST_MODELS names another folder.
"""
import os
import pathlib

import botocore.loaders
import botocore.model

FOLDER = os.environ.get("AWSCOST_MODELS",
                        str(pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "aws-models"))
SERVICES = ("ce", "bcm-pricing-calculator", "apigateway", "billing")

_loader = botocore.loaders.Loader(extra_search_paths=[FOLDER], include_default_search_paths=False)
_models = {}


def service_model(service):
    if service not in _models:
        _models[service] = botocore.model.ServiceModel(_loader.load_service_model(service, "service-2"), service)
    return _models[service]


def botocores_own(service):
    """The model that comes with botocore, for what the folder does not have."""
    return botocore.model.ServiceModel(botocore.loaders.Loader().load_service_model(service, "service-2"), service)


def operation_model(service, operation):
    return service_model(service).operation_model(operation)


def of_target(target):
    """(service, operation) of an X-Amz-Target header; None where no service has it."""
    prefix, _, name = target.partition(".")
    for service in SERVICES:
        model = service_model(service)
        if model.metadata.get("targetPrefix") == prefix and name in model.operation_names:
            return service, name
    return None


def wire_name(name, shape):
    return shape.serialization.get("name", name)


def leaves(shape, path="", inside=()):
    """The paths of a shape's values, in the catalog's notation: a.b, a[] for each element of a list, a{}.{key} and
    a{}.{value} for the entries of a map. The walk ends at a shape inside itself (an Expression)."""
    if shape.type_name == "structure" and shape.name not in inside:
        for name, member in shape.members.items():
            below = f"{path}.{wire_name(name, member)}" if path else wire_name(name, member)
            yield from leaves(member, below, (*inside, shape.name))
    elif shape.type_name == "list":
        yield from leaves(shape.member, path + "[]", inside)
    elif shape.type_name == "map":
        yield path + "{}.{key}"
        yield from leaves(shape.value, path + "{}.{value}", inside)
    else:
        yield path
