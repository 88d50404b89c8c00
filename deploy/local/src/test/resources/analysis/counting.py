import sys

import pyarrow


def words(arguments, *, items):
    """One row per item: how many words its text has, more than the argument says."""
    print("counting", flush=True)
    least = int(arguments["least"])
    for batch in items.to_batches():
        rows = [
            {"_index_": item["_index_"], "words": max(0, len(item["text"].split()) - least)}
            for item in batch.to_pylist()
        ]
        schema = pyarrow.schema([("_index_", pyarrow.int64()), ("words", pyarrow.int64())])
        yield pyarrow.RecordBatch.from_pylist(rows, schema=schema)


def fail(arguments, *, items):
    print("to standard output", flush=True)
    print("to standard error", file=sys.stderr, flush=True)
    raise RuntimeError("this method always fails")
