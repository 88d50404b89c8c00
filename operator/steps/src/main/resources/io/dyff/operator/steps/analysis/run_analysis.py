"""Runs an analysis with the runner of the dyff-audit that is installed beside this Python.

DYFF_AUDIT_LOCAL_STORAGE_ROOT is the folder with the inputs, the modules and the output, DYFF_AUDIT_ANALYSIS_CONFIG_FILE
the Analysis as YAML. The runner keeps what the method prints in <output>/.dyff/logs.txt; how the method ended goes, as a
number, into the file exit-code of the folder. Exit code 0: the method was run, however it ended.
"""

import os
import subprocess
import traceback
from pathlib import Path


def run(root: Path, config: Path) -> int:
    """Runs the method; returns its exit code, as a shell would give it."""
    from dyff.audit.analysis import AnalysisContext, run_analysis
    from dyff.audit.analysis.context import id_from_config_file

    log = root / id_from_config_file(config) / ".dyff" / "logs.txt"
    try:
        context = AnalysisContext(analysis_config_file=config, local_storage_root=root)
        run_analysis(context.analysis.method, storage_root=root, config_file=config)
        return 0
    except subprocess.CalledProcessError as failed:
        return failed.returncode if failed.returncode > 0 else 128 - failed.returncode
    except Exception:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as out:
            traceback.print_exc(file=out)
        return 1


if __name__ == "__main__":
    storage_root = Path(os.environ["DYFF_AUDIT_LOCAL_STORAGE_ROOT"])
    code = run(storage_root, Path(os.environ["DYFF_AUDIT_ANALYSIS_CONFIG_FILE"]))
    (storage_root / "exit-code").write_text(f"{code}\n")
    print(f"the method ended with exit code {code}")
