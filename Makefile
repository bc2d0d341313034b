# What one types here; `make help` lists it. Two commands suffice on a bare machine: make demo, make test.
SHELL = /bin/sh
.DEFAULT_GOAL := help
PORT := $(or $(PORT),8000)
export PORT

.PHONY: demo test check fmt run shots help

demo: ## Przygotuj wszystko, wczytaj dane pokazowe i otwórz http://127.0.0.1:8000 (inny port: PORT=8001 make demo)
	@bin/install requirements.txt
	@.venv/bin/python bin/free-port
	@.venv/bin/osnowa demo

test: ## Przygotuj wszystko i uruchom cały zestaw testów: SQLite, PostgreSQL, przeglądarka
	@bin/install requirements-dev.txt
	@.venv/bin/python -m tests.everything

check: ## Sprawdź kod bez całego zestawu testów: format, lint, warstwy, typy, migracje, wdrożenie, strażnicy
	@bin/install requirements-dev.txt
	@bin/check

fmt: ## Sformatuj kod i popraw to, co da się poprawić samo
	@bin/install requirements-dev.txt
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format --quiet .

run: ## Uruchom serwer na danych, które już są w var/ (bez wczytywania pokazu)
	@bin/install requirements.txt
	@.venv/bin/python bin/free-port
	@.venv/bin/osnowa serve

shots: ## Zrób zdjęcia stron do var/shots i odśwież te z README (inny folder albo serwer: python -m tests.shots --help)
	@bin/install requirements-dev.txt
	@.venv/bin/python -m tests.shots

help: ## Pokaż tę listę
	@awk -F ': ## ' '/^[a-z]+: ## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile
