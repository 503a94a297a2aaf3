"""The work ledger of a yearly plan: plain YAML under Git, closed off item by item."""

__version__ = "0.1.0"
