# Everything one can do here; `make` alone lists it. Each target makes the environment that it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := PATH="$(CURDIR)/$(BIN):$$PATH"

.DEFAULT_GOAL := help
.PHONY: help demo test fast check format docs bench pictures wheel clean

help: ## 列出全部目标
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	$(BIN)/python -m compileall -q src
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

demo: $(VENV)/.installed ## 建环境、安装，在真实方案上跑一遍：查状态、试销号、出通报、做填报表、核对数据；演示台账上看报送和得分
	$(BIN)/ledger status --unit 区生态环境局 --as-of 2024-06-30
	$(BIN)/ledger close 8.3 --date 2024-06-30 --dry-run
	$(BIN)/ledger report --month 2024-06 --all-formats build/demo
	head -n 40 build/demo/2024年6月通报.md
	$(BIN)/ledger dispatch --month 2024-06 --as-of 2024-06-20 -o build/demo/填报 --overwrite
	$(BIN)/ledger check
	$(BIN)/ledger returns --data examples/demo --month 2024-06 --as-of 2024-06-30
	$(BIN)/ledger score --data examples/demo --month 2024-06 --as-of 2024-06-30 | head -n 30
	$(BIN)/ledger status --data examples/demo --as-of 2024-06-30 --lead --unit 区生态环境局

test: $(VENV)/.developing ## 建环境、安装，跑全部测试
	$(BIN)/python -m pytest -n 2

fast: $(VENV)/.developing ## 只跑领域层的测试
	$(BIN)/python -m pytest tests/domain tests/rules

check: $(VENV)/.developing ## 格式、静态检查、类型、楼层、文档是否同步、data/ 与演示台账
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(RUN) lint-imports
	$(BIN)/python -m scripts.generate --check
	$(BIN)/ledger check --strict
	$(BIN)/ledger check --data examples/demo

format: $(VENV)/.developing ## 整理代码格式
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.developing ## 重新生成 schema/、docs/ 里的生成文档和演示台账
	$(BIN)/python -m scripts.generate

bench: $(VENV)/.developing ## 冷启动用时与 python -c pass 之比；超出预算则失败
	$(BIN)/python -m bench.run
	$(BIN)/python -m bench.history
	$(BIN)/python -m bench.papers
	$(BIN)/python -m bench.month

pictures: $(VENV)/.developing ## 重新生成 docs/pictures/ 里各种文件的样图（要有 LibreOffice 和 Chromium）
	$(BIN)/python -m scripts.paper_pictures

wheel: $(VENV)/.developing ## 打包到 dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean: ## 删去环境和生成物
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
