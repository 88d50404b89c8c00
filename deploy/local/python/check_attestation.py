"""Checks an attestation of the Dyff platform with libraries of others.

    pip install -r attestation.txt
    python check_attestation.py ATTESTATION KEYS [--files DIR] [--row-proof FILE]

Prints what holds; ends with 1 and a sentence at the first thing that does not. docs/attestations.md says what is attested.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import sys

from google.protobuf import json_format
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey


def keys(path):
    """The Ed25519 keys of a JSON Web Key Set."""
    for key in json.loads(path.read_text())["keys"]:
        public = base64.urlsafe_b64decode(key["x"] + "=").hex()
        yield SSlibKey(key["kid"], "ed25519", "ed25519", {"public": public})


def check_files(subject, folder):
    for file in subject:
        found = hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest()
        if found != file["digest"]["sha256"]:
            raise ValueError(f"{file['name']} has the sha256 {found}")
    print(f"{len(subject)} files have the digests that are attested")


def root_of(proof):
    """The root that an audit path leads to (RFC 9162 section 2.1.3.2)."""
    node = hashlib.sha256(b"\x00" + proof["row"].encode()).digest()
    index, last = proof["leafIndex"], proof["treeSize"] - 1
    for sibling in map(bytes.fromhex, proof["path"]):
        if last == 0:
            raise ValueError("the path is too long")
        if index % 2 or index == last:
            node = hashlib.sha256(b"\x01" + sibling + node).digest()
            while index % 2 == 0 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return node.hex()


def check_row(rows, path):
    proof = json.loads(path.read_text())
    if proof["treeSize"] != rows["count"] or root_of(proof) != rows["root"]:
        raise ValueError("the row is not among those that are attested")
    print(f"row {proof['leafIndex']} is among the {rows['count']} that are attested")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("attestation", type=pathlib.Path)
    parser.add_argument("keys", type=pathlib.Path)
    parser.add_argument("--files", type=pathlib.Path)
    parser.add_argument("--row-proof", type=pathlib.Path)
    given = parser.parse_args()

    envelope = Envelope.from_dict(json.loads(given.attestation.read_text()))
    signer = next(iter(envelope.verify(list(keys(given.keys)), 1)))
    print(f"signed by {signer}")
    Statement.copy_from_pb(json_format.Parse(envelope.payload, statement_pb2.Statement())).validate()
    statement = json.loads(envelope.payload)
    print(f"a statement of the type {statement['predicateType']}")
    if given.files:
        check_files(statement["subject"], given.files)
    if given.row_proof:
        check_row(statement["predicate"]["rows"], given.row_proof)


if __name__ == "__main__":
    try:
        main()
    except Exception as e:  # noqa: BLE001, whatever it is, it does not hold
        sys.exit(f"it does not hold: {type(e).__name__}: {e}")
