"""`python -m ganxian_ledger` is `ledger`."""

from ganxian_ledger.cli.app import main

if __name__ == "__main__":
    main()
