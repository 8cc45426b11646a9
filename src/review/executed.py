"""What papermill leaves in an executed notebook that is nobody else's business: paths of the machine."""

import json
from pathlib import Path, PureWindowsPath

import nbformat

INJECTED = "injected-parameters"
"""Tag of the cell in which papermill puts the parameters."""


def without_places(notebook: Path, parameters: dict[str, str]) -> None:
    """Rewrite an executed notebook without paths of the machine it ran on.

    Parameters are shown by file name, papermill's own notes go, and an error keeps its sentence.

    Args:
        notebook: the notebook that papermill wrote.
        parameters: the values that it was given.
    """
    content = nbformat.read(notebook, as_version=4)
    content.metadata.pop("papermill", None)
    for cell in content.cells:
        cell.metadata.pop("papermill", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.source = shown_parameters(parameters)
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = [f"{output.ename}: {output.evalue}"]
    nbformat.write(content, notebook)


def shown_parameters(parameters: dict[str, str]) -> str:
    """Parameters as code, paths by their last part; addresses and plain words as they are."""
    lines = [f"{name} = {json.dumps(_shown(value))}" for name, value in parameters.items()]
    return "\n".join(["# Parameters, files and folders by name only", *lines])


def _shown(value: str) -> str:
    return value if "://" in value else PureWindowsPath(value).name
