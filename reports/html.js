// Filters the findings, opens what a link points at, and unfolds the findings for print. The report is complete without it.
"use strict";
(() => {
  const filter = document.getElementById("filter");
  const severity = document.getElementById("filter-severity");
  const text = document.getElementById("filter-text");
  const result = document.getElementById("filter-result");
  const total = result.textContent;
  const groups = [...document.querySelectorAll("#findings .check")].map((group) => ({
    group,
    heading: group.querySelector("summary").textContent.toLowerCase(),
    rows: [...group.querySelectorAll("li[data-severity]")].map((row) => ({ row, words: row.textContent.toLowerCase() })),
  }));

  function apply() {
    const wanted = text.value.trim().toLowerCase();
    let shown = 0;
    for (const { group, heading, rows } of groups) {
      const whole = heading.includes(wanted);
      let own = 0;
      for (const { row, words } of rows) {
        const matches = severity.value === "" || row.dataset.severity === severity.value;
        row.hidden = !(matches && (whole || words.includes(wanted)));
        if (!row.hidden) own += 1;
      }
      group.hidden = own === 0;
      if (wanted !== "" && !whole && own > 0) group.open = true;
      shown += own;
    }
    const unfiltered = wanted === "" && severity.value === "";
    result.textContent = unfiltered ? total : `${shown.toLocaleString("en")} of ${total}`;
  }

  function openTarget() {
    const target = document.querySelector(":target");
    if (target === null) return;
    for (let element = target; element !== null; element = element.parentElement) {
      if (element instanceof HTMLDetailsElement) element.open = true;
    }
    target.scrollIntoView();
  }

  function setAll(open) {
    for (const { group } of groups) group.open = open;
  }

  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details.unfold:not([open])")];
    for (const element of unfolded) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of unfolded) element.open = false;
  });

  filter.hidden = false;
  severity.addEventListener("change", apply);
  text.addEventListener("input", apply);
  document.getElementById("open-all").addEventListener("click", () => setAll(true));
  document.getElementById("close-all").addEventListener("click", () => setAll(false));
  addEventListener("hashchange", openTarget);
  addEventListener("load", openTarget);
})();
