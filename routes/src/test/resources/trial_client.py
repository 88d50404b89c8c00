"""Creates, queries, edits and deletes an entity of a kind that the released client does not know, by its untyped calls.

Endpoint and token come from the client's own variables, the request bodies from the first argument, as JSON. Prints the
entity as the platform has it at the end.
"""

import json
import sys
import time

from dyff.client import Client
from dyff.client.raw import RawOps


def until(holds, read):
    """Reads again until it holds: a write may be answered before it is visible."""
    deadline = time.monotonic() + 20
    while True:
        value = read()
        if holds(value):
            return value
        if time.monotonic() > deadline:
            sys.exit(f"not within 20 s: {value}")
        time.sleep(0.1)


def main():
    bodies = json.loads(sys.argv[1])
    # The client has calls for any path, but connects them to nothing.
    raw = RawOps(Client()._http)
    path = "/experiments/" + raw.post("/experiments", json=bodies["create"])["id"]

    def found():
        return raw.get("/experiments", params={"hypothesis": bodies["create"]["hypothesis"], "labels": '{"by": "python"}'})

    until(lambda entities: len(entities) > 0, lambda: raw.get("/experiments"))
    raw.patch(path + "/settings", json=bodies["edit"])
    raw.patch(path + "/labels", json={"labels": {"by": "python"}})
    (entity,) = until(lambda entities: len(entities) == 1, found)
    assert raw.get(path) == entity
    assert raw.put(path + "/delete")["status"] == "Deleted"
    print(json.dumps(until(lambda entity: entity["status"] == "Deleted", lambda: raw.get(path))))


if __name__ == "__main__":
    main()
