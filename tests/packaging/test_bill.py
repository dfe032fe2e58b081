"""The bill of materials names all that the lock installs, with hashes and licences, the same each time."""

import json
import re

import sbom


def test_all_that_is_locked_is_listed_with_its_hashes_and_its_licence() -> None:
    made = sbom.bill()
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    packages = [each for each in made["components"] if each["bom-ref"].startswith("pkg:pypi/")]
    locked = set(re.findall(r"^([a-z0-9-]+)==([^ ;]+) ", sbom.LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    assert {(each["name"], each["version"]) for each in packages} == locked
    assert all(each["hashes"] for each in packages)
    # What this system does not install states nothing here; all the rest has a licence.
    assert not [each["name"] for each in made["components"] if not each["licenses"] and "properties" not in each]
    assert {"Qt", "Noto Sans", "Lucide"} <= {each["name"] for each in made["components"]}
    references = [each["bom-ref"] for each in made["components"]]
    assert len(references) == len(set(references)) and made["dependencies"][0]["dependsOn"] == references
    assert json.dumps(sbom.bill()) == json.dumps(made)
