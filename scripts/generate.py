"""Everything that is generated: schemas, documents, the demonstration ledger, templates."""

from __future__ import annotations

import sys

from scripts import (
    generate_commands,
    generate_format,
    generate_readme,
    generate_rules,
    generate_schemas,
    make_demo,
    word_templates,
)
from scripts.generated import settle

SOURCES = (
    generate_schemas,
    generate_format,
    generate_rules,
    generate_commands,
    make_demo,
    generate_readme,
    word_templates,
)
"""Each gives `texts()`: the generated files by their paths."""


def main() -> int:
    """Write all, or with `--check` name what is stale."""
    check = "--check" in sys.argv[1:]
    return max(settle(source.texts(), check=check) for source in SOURCES)


if __name__ == "__main__":
    sys.exit(main())
