# A recipe for make: `include ci/huibao.mk`, or copy it. Set the variables before.
HUIBAO ?= huibao
REPORTS ?= reports
OUT ?= out
BASELINE ?= $(wildcard huibao.baseline)

.PHONY: reports-site reports-check reports-baseline

# Everything below OUT; what has not changed is not converted again.
reports-site:
	$(HUIBAO) build --output="$(OUT)" --fail-on=never $(REPORTS)

# Fails for a warning that the baseline, where there is one, does not know.
reports-check:
	$(HUIBAO) build --output="$(OUT)" --fail-on=warning \
	    $(if $(BASELINE),--baseline="$(BASELINE)") $(REPORTS)

reports-baseline:
	$(HUIBAO) build --output="$(OUT)" --write-baseline=huibao.baseline --show=never $(REPORTS)

# One report, as a prerequisite of other targets: report.xml from report.txt, page.html likewise.
%.xml: %.txt
	$(HUIBAO) convert --output="$@" "$<"

%.html: %.txt
	$(HUIBAO) convert --to=html --output="$@" "$<"
