"""Run every notebook on the bundled snapshot and store its outputs: `make notebooks`.

Stored is what a reader needs: outputs and execution counts. Times, versions and live controls are left out,
so that a change in a notebook file is a change in what it shows.
"""

from pathlib import Path

import nbformat
import zmq
from nbclient import NotebookClient
from traitlets.config import Config

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
WIDGET = "application/vnd.jupyter.widget-view+json"


def execute(path: Path) -> nbformat.NotebookNode:
    """The notebook, run in its own folder as JupyterLab does."""
    content = nbformat.read(path, as_version=4)
    encryption = "auto" if zmq.has("curve") else "disabled"
    NotebookClient(
        content,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
        config=Config({"KernelManager": {"transport_encryption": encryption}}),
    ).execute()
    return stored(content)


def stored(content: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook as it is stored."""
    content.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )
    for cell in content.cells:
        tags = cell.metadata.get("tags")
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if WIDGET not in out.get("data", {})]
    return content


if __name__ == "__main__":
    for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
        nbformat.write(execute(notebook), notebook)
