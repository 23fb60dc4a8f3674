"""What a password's hash costs in life, where nobody makes it quick."""

from __future__ import annotations

import subprocess
import sys

from participation.config import ROOT


def test_hashes_cost_at_least_what_the_package_advises() -> None:
    asked = "from participation.people.passwords import hashed; print(hashed('tre ord på rad'))"
    made = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kind, _version, parameters = made.split("$")[1:4]
    cost = dict(part.split("=") for part in parameters.split(","))
    assert kind == "argon2id"
    assert int(cost["m"]) >= 19 * 1024
    assert int(cost["t"]) >= 2
