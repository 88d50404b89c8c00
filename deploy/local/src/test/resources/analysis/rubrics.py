import sys

import pyarrow
from dyff.audit.scoring import Rubric

SCHEMA = pyarrow.schema(
    [
        ("_replication_", pyarrow.string()),
        ("_index_", pyarrow.int64()),
        ("words", pyarrow.int64()),
        ("answered", pyarrow.bool_()),
    ]
)


class Words(Rubric):
    """One row per answer: how many words its question has, and whether it says anything. Both are read in views."""

    @property
    def name(self):
        return "rubrics.Words"

    @property
    def schema(self):
        return SCHEMA

    def apply(self, task_data, predictions):
        print("scoring", flush=True)
        questions = {row["_index_"]: row["question"] for row in task_data.to_table().to_pylist()}
        for batch in predictions.to_batches():
            rows = [
                {**row, "words": len(questions[row["_index_"]].split()), "answered": bool(row["text"])}
                for row in batch.to_pylist()
            ]
            yield pyarrow.RecordBatch.from_pylist(rows, schema=SCHEMA)


class Fail(Words):
    def apply(self, task_data, predictions):
        print("to standard output", flush=True)
        print("to standard error", file=sys.stderr, flush=True)
        raise RuntimeError("this rubric always fails")
