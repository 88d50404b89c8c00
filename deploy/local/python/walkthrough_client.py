#!/usr/bin/env python3
"""The user's side of the walkthrough (steps 1, 2 and 11) with the released client, unmodified.

Uploads the project's dataset, registers a mock model and a service of it, runs an Evaluation and streams its logs, waits
for Complete, downloads the output and counts it. Endpoint and token come from DYFF_API_ENDPOINT and DYFF_API_TOKEN.
Exit code 0: the output is complete; 1: it is not, or the platform refused something.
"""

import argparse
import asyncio
import csv
import json
import os
import sys
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
from dyff.client import Client

DATA = Path(__file__).resolve().parent.parent / "data"


def request(name: str, **fields) -> dict:
    return {**json.loads((DATA / "requests" / f"{name}.json").read_text()), **fields}


def write_dataset(folder: Path, rows: int) -> int:
    with open(DATA / "questions.csv", newline="") as source:
        items = list(csv.DictReader(source))[:rows]
    table = pa.table(
        {
            "_index_": pa.array([int(item["_index_"]) for item in items], pa.int64()),
            "text": [item["text"] for item in items],
            "topic": [item["topic"] for item in items],
        }
    )
    folder.mkdir()
    pa.parquet.write_table(table, folder / "part-0.parquet")
    return len(items)


def wait_for(operations, entity_id: str, wanted: str, bound_seconds: float):
    """Polls until the entity has the status; an ended entity or the bound is an error."""
    deadline = time.monotonic() + bound_seconds
    while True:
        entity = operations.get(entity_id)
        if entity.status == wanted:
            return entity
        if entity.status in ("Failed", "Error", "Deleted", "Terminated"):
            raise RuntimeError(f"{entity.kind} {entity_id} is {entity.status}: {entity.reason}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"{entity.kind} {entity_id} is {entity.status} after {bound_seconds:.0f} s, not {wanted}")
        time.sleep(0.5)


def count_output(folder: Path) -> int:
    # The client's own rule: hive partitions, and only names that begin with a dot are ignored.
    files = [str(file) for file in sorted(folder.rglob("*.parquet")) if file.parent.name != ".dyff"]
    table = pa.dataset.dataset(files, format="parquet", partitioning="hive").to_table()
    pairs = set(zip(table.column("_index_").to_pylist(), table.column("_replication_").to_pylist()))
    answered = sum(1 for responses in table.column("responses").to_pylist() if responses)
    if len(pairs) != table.num_rows or answered != table.num_rows:
        raise RuntimeError(f"{table.num_rows} rows, {len(pairs)} different, {answered} answered")
    return table.num_rows


def stream_logs(client: Client, evaluation_id: str) -> list[str]:
    """What the pods print, from now until the evaluation has come to rest."""

    async def collect():
        return [entry.message async for entry in client.evaluations.stream_workflow_logs(evaluation_id)]

    return asyncio.run(collect())


def compare_logs(client: Client, evaluation_id: str, stream: Future) -> str:
    answer = client.evaluations.workflow_logs(evaluation_id, since="1d", limit=10_000)
    components = {entry.labels.get("component") for entry in answer.logs}
    if answer.workflow.id != evaluation_id or not {"client", "verify"} <= components:
        raise RuntimeError(f"the logs of {answer.workflow.id} are those of {components}")
    try:
        streamed = stream.result(timeout=60)
    except TypeError as error:
        return f"{len(answer.logs)} lines; this client cannot stream with the websockets beside it: {error}"
    missing = {entry.message for entry in answer.logs} - set(streamed)
    if missing:
        raise RuntimeError(f"the stream of {len(streamed)} lines lacks {sorted(missing)[:3]}")
    return f"{len(answer.logs)} lines of {', '.join(sorted(filter(None, components)))}; {len(streamed)} streamed"


def run(client: Client, rows: int, bound_seconds: float) -> None:
    begin = time.monotonic()

    def say(step, text):
        print(f"{step:>2} {time.monotonic() - begin:7.2f} s  {text}", flush=True)

    with tempfile.TemporaryDirectory(prefix="dyff-python-") as scratch, ThreadPoolExecutor(1) as pool:
        source = Path(scratch) / "dataset"
        rows = write_dataset(source, rows)
        dataset = client.datasets.create_arrow_dataset(source, account="test", name="questions")
        wait_for(client.datasets, dataset.id, "WaitingForUpload", 60)
        client.datasets.upload_arrow_dataset(dataset, source)
        model = client.models.create(request("model"))
        wait_for(client.models, model.id, "Ready", 60)
        service = client.inferenceservices.create(request("service", model=model.id))
        wait_for(client.inferenceservices, service.id, "Ready", 60)
        wait_for(client.datasets, dataset.id, "Ready", 60)

        say(1, f"client.evaluations.create: {rows} rows of dataset {dataset.id}, service {service.id}")
        evaluation = client.evaluations.create(
            request("evaluation", dataset=dataset.id, inferenceSession={"inferenceService": service.id})
        )
        say(2, f"the api answered evaluation {evaluation.id}, status {evaluation.status}")
        stream = pool.submit(stream_logs, client, evaluation.id)
        evaluation = wait_for(client.evaluations, evaluation.id, "Complete", bound_seconds)
        output = Path(scratch) / "output"
        client.evaluations.download(evaluation.id, output)
        counted = count_output(output)
        say(11, f"client.evaluations.get: {evaluation.status}; downloaded {counted} responses")
        say(11, f"client.evaluations.workflow_logs: {compare_logs(client, evaluation.id, stream)}")
        if counted != rows * evaluation.replications:
            raise RuntimeError(f"expected {rows} x {evaluation.replications} responses, the output holds {counted}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the dataset to use (default: all)")
    parser.add_argument("--timeout", type=float, default=300, help="seconds the evaluation may take (default: 300)")
    arguments = parser.parse_args()
    missing = [name for name in ("DYFF_API_ENDPOINT", "DYFF_API_TOKEN") if not os.environ.get(name)]
    if missing:
        parser.error(f"{' and '.join(missing)} must be set: `dyff up` prints both, `dyff python` sets them")
    client = Client(endpoint=os.environ["DYFF_API_ENDPOINT"], api_token=os.environ["DYFF_API_TOKEN"])
    try:
        run(client, arguments.rows, arguments.timeout)
    except Exception as error:
        print(f"walkthrough_client: {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
