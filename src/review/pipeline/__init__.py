"""Pipeline: where the stages meet; a run from claims to verdicts, and its folder."""
