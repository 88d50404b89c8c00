"""Runs an analysis or a report with the runner of the dyff-audit that is installed beside this Python.

DYFF_AUDIT_LOCAL_STORAGE_ROOT is the folder with the inputs, the modules and the output, DYFF_AUDIT_ANALYSIS_CONFIG_FILE
the Analysis or Report as YAML. The runner keeps what the method or rubric prints in <output>/.dyff/logs.txt; how it ended
goes, as a number, into the file exit-code of the folder. Exit code 0: it was run, however it ended.
"""

import itertools
import json
import os
import subprocess
import traceback
from pathlib import Path

ROWS_AT_ONCE = 1000


def run(root: Path, config: Path) -> int:
    """Runs the method or rubric; returns its exit code, as a shell would give it."""
    from ruamel.yaml import YAML

    resource = YAML(typ="safe").load(config)
    log = root / resource["spec"]["id"] / ".dyff" / "logs.txt"
    try:
        if resource["kind"] == "Report":
            report(root, resource["spec"])
        else:
            analysis(root, config)
        return 0
    except subprocess.CalledProcessError as failed:
        return failed.returncode if failed.returncode > 0 else 128 - failed.returncode
    except Exception:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as out:
            traceback.print_exc(file=out)
        return 1


def analysis(root: Path, config: Path) -> None:
    """Runs the method of an Analysis on its inputs."""
    from dyff.audit.analysis import AnalysisContext, run_analysis

    context = AnalysisContext(analysis_config_file=config, local_storage_root=root)
    run_analysis(context.analysis.method, storage_root=root, config_file=config)


def report(root: Path, spec: dict) -> None:
    """Applies the rubric of a Report to a dataset and the outputs of an evaluation."""
    from dyff.audit.analysis import legacy_run_report

    legacy_run_report(
        rubric=spec["report"],
        dataset_path=str(rows(root, spec, "dataset")),
        evaluation_path=str(rows(root, spec, "evaluation")),
        output_path=str(root / spec["id"]),
        modules=[str(root / module) for module in spec.get("modules") or []],
    )


def rows(root: Path, spec: dict, name: str) -> Path:
    """The folder with what the rubric reads: the rows as they are stored, or what their view makes of them."""
    stored = root / spec[name]
    schema = spec.get(f"{name}Schema")
    if schema is None:
        return stored

    from dyff.schema.adapters import create_pipeline
    from dyff.schema.dataset import arrow

    view = root / f"{name}-view"
    batches = arrow.open_dataset(str(stored)).to_batches()
    adapters = [adapter(one) for one in spec.get(f"{name}Adapter") or []]
    adapted = create_pipeline(adapters)(row for batch in batches for row in batch.to_pylist())
    columns = arrow.decode_schema(schema["arrowSchema"])
    arrow.write_dataset(batched(adapted, columns), output_path=str(view), feature_schema=columns)
    return view


def adapter(spec: dict) -> dict:
    """An adapter as dyff-schema knows it: its configuration is a JSON text in the resource."""
    configuration = spec.get("configuration")
    return {"kind": spec["kind"], "configuration": configuration and json.loads(configuration)}


def batched(adapted, columns):
    """Record batches of rows; what the schema does not name is left out."""
    import pyarrow

    adapted = iter(adapted)
    while some := list(itertools.islice(adapted, ROWS_AT_ONCE)):
        yield pyarrow.RecordBatch.from_pylist(some, schema=columns)


if __name__ == "__main__":
    storage_root = Path(os.environ["DYFF_AUDIT_LOCAL_STORAGE_ROOT"])
    code = run(storage_root, Path(os.environ["DYFF_AUDIT_ANALYSIS_CONFIG_FILE"]))
    (storage_root / "exit-code").write_text(f"{code}\n")
    print(f"the run ended with exit code {code}")
