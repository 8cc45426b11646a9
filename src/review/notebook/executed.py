"""What papermill leaves in an executed notebook that is nobody else's business: paths of the machine."""

import json
from collections.abc import Mapping
from pathlib import Path

import nbformat

from review.core.places import last_part, without_paths

INJECTED = "injected-parameters"
"""Tag of the cell in which papermill puts the parameters."""


def without_places(notebook: Path, parameters: Mapping[str, str]) -> None:
    """Rewrite an executed notebook without paths of the machine it ran on, or remove it.

    Parameters are shown by file name, papermill's own notes go, and an error keeps its sentence.

    Args:
        notebook: the notebook that papermill wrote; one that is cut short is removed.
        parameters: the values that it was given.

    Raises:
        OSError: it cannot be read or written.
    """
    try:
        content = nbformat.read(notebook, as_version=4)
        _clean(content, parameters)
        nbformat.write(content, notebook)
    except ValueError:  # not JSON: the disk was full
        notebook.unlink()
    except OSError:
        notebook.unlink()
        raise


def _clean(content: nbformat.NotebookNode, parameters: Mapping[str, str]) -> None:
    content.metadata.pop("papermill", None)
    for cell in content.cells:
        cell.metadata.pop("papermill", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.source = shown_parameters(parameters)
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.evalue = without_paths(output.evalue, *parameters.values())
                output.traceback = [f"{output.ename}: {output.evalue}"]
            elif output.output_type == "stream":
                output.text = without_paths(output.text, *parameters.values())


def shown_parameters(parameters: Mapping[str, str]) -> str:
    """Parameters as code, paths by their last part; addresses and plain words as they are."""
    lines = [f"{name} = {json.dumps(last_part(value))}" for name, value in parameters.items()]
    return "\n".join(["# Parameters, files and folders by name only", *lines])
